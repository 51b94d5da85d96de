namespace Authz.Conditions;

/// <summary>The bounds of a condition, which bound the time that it takes.</summary>
internal static class ConditionLimits
{
    /// <summary>Terms of a condition, all blocks together.</summary>
    public const int Terms = 32;

    /// <summary>Values of a condition, all terms together.</summary>
    public const int Values = 256;

    /// <summary>Characters of a value.</summary>
    public const int ValueLength = 1_024;

    /// <summary>Different variables in the values of one term.</summary>
    public const int Variables = 32;

    /// <summary>Different claims that the conditions of an authorizer and of its routes may name.</summary>
    public const int Claims = 256;
}
