namespace Authz.Conditions;

/// <summary>Compares JSON booleans, and <c>true</c> and <c>false</c> in a request.</summary>
/// <param name="values">The values that are written out.</param>
/// <param name="variables">How many variables there are besides.</param>
internal sealed class BooleanTest(IReadOnlyCollection<bool> values, int variables) : ValueTest
{
    private readonly bool _hasTrue = values.Contains(true);
    private readonly bool _hasFalse = values.Contains(false);

    public override bool Reads(ConditionValue variable) => TryRead(variable, out _);

    public override ValueFit Fit(scoped ConditionValue value, scoped in ConditionVariables known)
    {
        if (!TryRead(value, out bool flag))
        {
            return ValueFit.WrongType;
        }

        bool fits = flag ? _hasTrue : _hasFalse;
        for (int index = 0; index < variables; index++)
        {
            fits |= TryRead(known[index], out bool other) && other == flag;
        }

        return Of(fits);
    }

    private static bool TryRead(scoped ConditionValue value, out bool flag)
    {
        bool isText = value.Form == ConditionForm.RequestText;
        flag = value.Form == ConditionForm.True || (isText && value.Text.SequenceEqual("true"u8));
        return flag || value.Form == ConditionForm.False || (isText && value.Text.SequenceEqual("false"u8));
    }
}
