namespace Authz.Conditions;

/// <summary>Compares moments: a JSON number is a NumericDate, JSON text is RFC 3339, text of a request may be either.</summary>
/// <param name="relation">How they are compared.</param>
/// <param name="values">The values that are written out.</param>
/// <param name="variables">How many variables there are besides.</param>
internal sealed class DateTest(ConditionRelation relation, Int128[] values, int variables) : ValueTest
{
    public override bool Reads(ConditionValue variable) => TryRead(variable, out _);

    public override ValueFit Fit(scoped ConditionValue value, scoped in ConditionVariables known)
    {
        if (!TryRead(value, out Int128 date))
        {
            return ValueFit.WrongType;
        }

        bool fits = false;
        foreach (Int128 other in values)
        {
            fits |= OrderTest.IsMet(relation, date.CompareTo(other));
        }

        for (int index = 0; index < variables; index++)
        {
            fits |= TryRead(known[index], out Int128 other) && OrderTest.IsMet(relation, date.CompareTo(other));
        }

        return Of(fits);
    }

    private static bool TryRead(scoped ConditionValue value, out Int128 date)
    {
        date = 0;
        return value.Form switch
        {
            ConditionForm.Number => ConditionDate.TryReadNumber(value.Text, out date),
            ConditionForm.Text => ConditionDate.TryReadText(value.Text, out date),
            ConditionForm.RequestText => ConditionDate.TryRead(value.Text, out date),
            _ => false,
        };
    }
}
