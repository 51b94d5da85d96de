namespace Authz.Json;

/// <summary>The grammar of JSON numbers.</summary>
internal static class JsonNumber
{
    /// <summary>The length of the number that the text begins with; zero if there is no number.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text)
    {
        // RFC 8259 section 6: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
        int sign = text.StartsWith((byte)'-') ? 1 : 0;
        int digits = CountDigits(text[sign..]);
        if (digits == 0 || (digits > 1 && text[sign] == '0'))
        {
            return 0;
        }

        int length = sign + digits;
        if (length < text.Length && text[length] == '.')
        {
            digits = CountDigits(text[(length + 1)..]);
            if (digits == 0)
            {
                return 0;
            }

            length += 1 + digits;
        }

        if (length < text.Length && text[length] is (byte)'e' or (byte)'E')
        {
            sign = length + 1 < text.Length && text[length + 1] is (byte)'+' or (byte)'-' ? 1 : 0;
            digits = CountDigits(text[(length + 1 + sign)..]);
            length = digits == 0 ? 0 : length + 1 + sign + digits;
        }

        return length;
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        int count = 0;
        while ((uint)count < (uint)text.Length && text[count] is >= (byte)'0' and <= (byte)'9')
        {
            count++;
        }

        return count;
    }
}
