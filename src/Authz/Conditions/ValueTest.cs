namespace Authz.Conditions;

/// <summary>Compares one value of a key with the values of a term.</summary>
internal abstract class ValueTest
{
    /// <summary>Whether a variable's value can be compared at all.</summary>
    public abstract bool Reads(ConditionValue variable);

    /// <summary>Whether the value fits one of the term's values.</summary>
    public abstract ValueFit Fit(scoped ConditionValue value, scoped in ConditionVariables variables);

    /// <summary>The verdict for a value of the right type.</summary>
    protected static ValueFit Of(bool fits) => fits ? ValueFit.Fits : ValueFit.Differs;
}

/// <summary>How a value fits. The zero value holds for no operator.</summary>
internal enum ValueFit : byte
{
    /// <summary>It is of another type than the operator's.</summary>
    WrongType = 0,

    /// <summary>It fits none of the term's values.</summary>
    Differs,

    /// <summary>It fits one of them.</summary>
    Fits,
}
