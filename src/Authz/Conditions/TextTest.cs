namespace Authz.Conditions;

/// <summary>Compares texts, code point by code point.</summary>
/// <param name="patterns">The values: with wildcards or without.</param>
internal sealed class TextTest(TextPattern[] patterns) : ValueTest
{
    public override bool Reads(ConditionValue variable) => IsText(variable);

    public override ValueFit Fit(scoped ConditionValue value, scoped in ConditionVariables variables)
    {
        if (!IsText(value))
        {
            return ValueFit.WrongType;
        }

        foreach (TextPattern pattern in patterns)
        {
            if (pattern.Matches(value.Text, variables))
            {
                return ValueFit.Fits;
            }
        }

        return ValueFit.Differs;
    }

    private static bool IsText(scoped ConditionValue value) => value.Form is ConditionForm.Text or ConditionForm.RequestText;
}
