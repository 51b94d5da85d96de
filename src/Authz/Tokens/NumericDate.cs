namespace Authz.Tokens;

/// <summary>Reads a NumericDate (RFC 7519 section 2): a JSON number of seconds, here from 0 to the end of the year 9999.</summary>
internal static class NumericDate
{
    /// <summary>9999-12-31T23:59:59Z, the last second that <see cref="DateTimeOffset"/> can hold.</summary>
    public const long Maximum = 253_402_300_799;

    // Longer spellings of a date exist, yet no issuer writes them.
    private const int MaximumLength = 40;
    private const int MaximumExponent = 30;
    private const int UsualLength = 11;

    /// <summary>Reads a number that <see cref="StrictJsonReader"/> accepted.</summary>
    /// <param name="number">The number's text.</param>
    /// <param name="seconds">The whole seconds.</param>
    /// <param name="hasFraction">Whether the number lies between <paramref name="seconds"/> and the next second.</param>
    public static bool TryRead(ReadOnlySpan<byte> number, out long seconds, out bool hasFraction)
    {
        hasFraction = false;
        return TryReadUsual(number, out seconds) || TryReadUnusual(number, out seconds, out hasFraction);
    }

    // Only digits, and fewer than the maximum has: the form that nearly every token uses.
    private static bool TryReadUsual(ReadOnlySpan<byte> number, out long seconds)
    {
        seconds = 0;
        if (number.Length > UsualLength)
        {
            return false;
        }

        foreach (byte character in number)
        {
            if (character is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            seconds = seconds * 10 + (character - '0');
        }

        return true;
    }

    private static bool TryReadUnusual(ReadOnlySpan<byte> number, out long seconds, out bool hasFraction)
    {
        seconds = 0;
        hasFraction = false;
        if (number.Length > MaximumLength || number[0] == '-' || !TryReadExponent(ref number, out int exponent))
        {
            return false;
        }

        int point = number.IndexOf((byte)'.');
        int pointAt = point < 0 ? number.Length : point;
        int wholeDigits = pointAt + exponent;
        int place = 0;
        foreach (byte digit in number)
        {
            if (digit == '.')
            {
                continue;
            }

            if (place++ >= wholeDigits)
            {
                hasFraction |= digit != '0';
            }
            else if (!TryAppend(ref seconds, digit - '0'))
            {
                return false;
            }
        }

        for (; place < wholeDigits; place++)
        {
            if (!TryAppend(ref seconds, 0))
            {
                return false;
            }
        }

        return seconds < Maximum || (seconds == Maximum && !hasFraction);
    }

    private static bool TryAppend(ref long seconds, int digit)
    {
        seconds = seconds * 10 + digit;
        return seconds <= Maximum;
    }

    private static bool TryReadExponent(ref ReadOnlySpan<byte> number, out int exponent)
    {
        exponent = 0;
        int at = number.IndexOfAny((byte)'e', (byte)'E');
        if (at < 0)
        {
            return true;
        }

        ReadOnlySpan<byte> digits = number[(at + 1)..];
        bool isNegative = digits[0] == '-';
        if (digits[0] is (byte)'-' or (byte)'+')
        {
            digits = digits[1..];
        }

        number = number[..at];
        foreach (byte digit in digits)
        {
            exponent = exponent * 10 + (digit - '0');
            if (exponent > MaximumExponent)
            {
                return false;
            }
        }

        exponent = isNegative ? -exponent : exponent;
        return true;
    }
}
