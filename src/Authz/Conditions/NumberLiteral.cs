namespace Authz.Conditions;

/// <summary>A number that a definition writes out, read once.</summary>
/// <inheritdoc cref="ExactNumber(ReadOnlySpan{byte}, bool, long)"/>
internal sealed class NumberLiteral(byte[] digits, bool isNegative, long magnitude)
{
    public ExactNumber Number => new(digits, isNegative, magnitude);

    /// <summary>Reads a number of a valid definition.</summary>
    public static NumberLiteral Parse(byte[] text) => ExactNumber.TryParse(text, out ExactNumber number)
        ? new NumberLiteral(number.Digits.ToArray(), number.IsNegative, number.Magnitude)
        : throw new ArgumentException("The text is not a number.", nameof(text));
}
