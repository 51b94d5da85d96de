namespace Authz.Conditions;

/// <summary>Compares numbers as exact decimals. JSON text is no number; text of a request may be one.</summary>
/// <param name="relation">How they are compared.</param>
/// <param name="values">The values that are written out.</param>
/// <param name="variables">How many variables there are besides.</param>
internal sealed class NumberTest(ConditionRelation relation, NumberLiteral[] values, int variables) : ValueTest
{
    public override bool Reads(ConditionValue variable) => TryRead(variable, out _);

    public override ValueFit Fit(scoped ConditionValue value, scoped in ConditionVariables known)
    {
        if (!TryRead(value, out ExactNumber number))
        {
            return ValueFit.WrongType;
        }

        bool fits = false;
        foreach (NumberLiteral other in values)
        {
            fits |= OrderTest.IsMet(relation, number.CompareTo(other.Number));
        }

        for (int index = 0; index < variables; index++)
        {
            fits |= TryRead(known[index], out ExactNumber other) && OrderTest.IsMet(relation, number.CompareTo(other));
        }

        return Of(fits);
    }

    private static bool TryRead(ConditionValue value, out ExactNumber number)
    {
        number = default;
        return value.Form is ConditionForm.Number or ConditionForm.RequestText && ExactNumber.TryParse(value.Text, out number);
    }
}
