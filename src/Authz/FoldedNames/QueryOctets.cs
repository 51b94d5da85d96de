namespace Authz.FoldedNames;

/// <summary>
/// Reads text of a query as a backend decodes it, once or several times, an octet at a time: octets as characters, because backends differ
/// in what they make of octets that are not UTF-8, and without memory of its own, because a client chooses the text.
/// </summary>
/// <param name="text">The text as it came over the wire.</param>
/// <param name="decodings">How often it is decoded: 1 or 2.</param>
internal ref struct QueryOctets(ReadOnlySpan<char> text, int decodings)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    /// <summary>Reads the next octet; false at the end.</summary>
    public bool TryRead(out char octet) => TryRead(decodings, ref _position, out octet);

    /// <summary>Whether an escape is left among the octets that are still to be read.</summary>
    public bool HasEscape()
    {
        int matched = 0;
        while (matched < 3 && TryRead(out char octet))
        {
            matched = octet == '%' ? 1 : matched > 0 && char.IsAsciiHexDigit(octet) ? matched + 1 : 0;
        }

        return matched == 3;
    }

    private readonly bool TryRead(int times, ref int position, out char octet)
    {
        if (times == 0)
        {
            octet = position < _text.Length ? _text[position] : default;
            return position++ < _text.Length;
        }

        if (!TryRead(times - 1, ref position, out octet))
        {
            return false;
        }

        int after = position;
        if (octet == '+')
        {
            octet = ' ';
        }
        else if (octet == '%'
            && TryRead(times - 1, ref after, out char high)
            && char.IsAsciiHexDigit(high)
            && TryRead(times - 1, ref after, out char low)
            && char.IsAsciiHexDigit(low))
        {
            octet = (char)((HexValue(high) << 4) | HexValue(low));
            position = after;
        }

        return true;
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
