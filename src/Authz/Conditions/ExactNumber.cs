using Authz.Json;

namespace Authz.Conditions;

/// <summary>
/// A number in JSON's spelling (RFC 8259 section 6), compared as the exact decimal that it writes: <c>1.0</c> and <c>10e-1</c> are equal,
/// and no two different numbers are.
/// </summary>
internal readonly ref struct ExactNumber
{
    // Nobody needs numbers beyond that, and sums with it cannot overflow.
    private const int LongestExponent = 9;

    /// <param name="digits">From the first digit that is not zero to the last; a point may stand between them. Empty for zero.</param>
    /// <param name="isNegative">Whether it is less than zero.</param>
    /// <param name="magnitude">The number is 0.DIGITS times ten to this power.</param>
    public ExactNumber(ReadOnlySpan<byte> digits, bool isNegative, long magnitude)
    {
        Digits = digits;
        IsNegative = isNegative && !digits.IsEmpty;
        Magnitude = digits.IsEmpty ? 0 : magnitude;
    }

    public ReadOnlySpan<byte> Digits { get; }

    public bool IsNegative { get; }

    public long Magnitude { get; }

    /// <summary>Reads a number; false if the text is none, or its exponent has more than nine digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ExactNumber number)
    {
        number = default;
        if (text.IsEmpty || JsonNumber.LengthOf(text) != text.Length)
        {
            return false;
        }

        bool isNegative = text[0] == '-';
        ReadOnlySpan<byte> mantissa = isNegative ? text[1..] : text;
        long exponent = 0;
        if (mantissa.IndexOfAny((byte)'e', (byte)'E') is >= 0 and int at)
        {
            if (!TryReadExponent(mantissa[(at + 1)..], out exponent))
            {
                return false;
            }

            mantissa = mantissa[..at];
        }

        int first = mantissa.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first >= 0)
        {
            int point = mantissa.IndexOf((byte)'.');
            int whole = point < 0 ? mantissa.Length : point;
            long magnitude = whole - first + (first > whole ? 1 : 0) + exponent;
            number = new ExactNumber(mantissa[first..(mantissa.LastIndexOfAnyInRange((byte)'1', (byte)'9') + 1)], isNegative, magnitude);
        }

        return true;
    }

    /// <summary>Less than zero if this is less than the other, zero if they are equal, else more than zero.</summary>
    public int CompareTo(ExactNumber other)
    {
        if (IsNegative != other.IsNegative)
        {
            return IsNegative ? -1 : 1;
        }

        int absolute = CompareAbsolute(other);
        return IsNegative ? -absolute : absolute;
    }

    /// <summary>The number as units of ten to a negative power; false if it has a fraction of such a unit, or does not fit.</summary>
    /// <param name="decimals">The power.</param>
    /// <param name="units">The units.</param>
    public bool TryScale(int decimals, out Int128 units)
    {
        const int MostDigits = 38;
        units = 0;
        long length = Magnitude + decimals;
        int written = 0;
        if (length > MostDigits || (length < 0 && !Digits.IsEmpty))
        {
            return false;
        }

        foreach (byte digit in Digits)
        {
            if (digit != '.' && ++written <= length)
            {
                units = (units * 10) + (digit - '0');
            }
        }

        for (int zero = written; zero < length && !Digits.IsEmpty; zero++)
        {
            units *= 10;
        }

        units = IsNegative ? -units : units;
        return written <= length || Digits.IsEmpty;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        bool isNegative = text[0] == '-';
        ReadOnlySpan<byte> digits = (text[0] is (byte)'-' or (byte)'+' ? text[1..] : text).TrimStart((byte)'0');
        foreach (byte digit in digits.Length > LongestExponent ? default : digits)
        {
            exponent = (exponent * 10) + (digit - '0');
        }

        exponent = isNegative ? -exponent : exponent;
        return digits.Length <= LongestExponent;
    }

    private int CompareAbsolute(ExactNumber other)
    {
        if (Digits.IsEmpty || other.Digits.IsEmpty)
        {
            return other.Digits.IsEmpty ? Digits.IsEmpty ? 0 : 1 : -1;
        }

        return Magnitude != other.Magnitude ? Magnitude.CompareTo(other.Magnitude) : CompareDigits(Digits, other.Digits);
    }

    // Of equal magnitude, so the first digit that differs decides; a missing one is a zero, and the last one never is.
    private static int CompareDigits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        while (!left.IsEmpty && !right.IsEmpty)
        {
            left = left[0] == '.' ? left[1..] : left;
            right = right[0] == '.' ? right[1..] : right;
            if (left[0] != right[0])
            {
                return left[0].CompareTo(right[0]);
            }

            left = left[1..];
            right = right[1..];
        }

        return left.Length.CompareTo(right.Length);
    }
}
