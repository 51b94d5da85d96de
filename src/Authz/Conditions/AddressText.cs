namespace Authz.Conditions;

/// <summary>
/// Reads addresses in their one plain form: IPv4 as four decimal numbers without leading zeros, IPv6 as RFC 4291 section 2.2 writes it,
/// without a zone. The platform's own reader also takes <c>1</c>, <c>0x7f.1</c> and <c>[::1]:80</c>.
/// </summary>
internal static class AddressText
{
    private const int Groups = 8;

    /// <summary>Reads an IPv4 address.</summary>
    public static bool TryReadV4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        int count = 0;
        foreach (Range range in text.Split((byte)'.'))
        {
            ReadOnlySpan<byte> part = text[range];
            if (++count > 4 || !TryReadOctet(part, out uint octet))
            {
                return false;
            }

            address = (address << 8) | octet;
        }

        return count == 4;
    }

    /// <summary>Reads an IPv6 address.</summary>
    public static bool TryReadV6(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = 0;
        int gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            return TryReadGroups(text, out address, out int all) && all == Groups;
        }

        UInt128 low = 0;
        int lowCount = 0;
        int highCount = 0;
        ReadOnlySpan<byte> rest = text[(gap + 2)..];
        if ((gap > 0 && (!TryReadGroups(text[..gap], out address, out highCount) || text[..gap].Contains((byte)'.')))
            || (!rest.IsEmpty && !TryReadGroups(rest, out low, out lowCount))
            || highCount + lowCount >= Groups)
        {
            return false;
        }

        address = highCount == 0 ? low : (address << (16 * (Groups - highCount))) | low;
        return true;
    }

    private static bool TryReadOctet(ReadOnlySpan<byte> text, out uint octet)
    {
        octet = 0;
        if (text.Length is 0 or > 3 || (text.Length > 1 && text[0] == '0'))
        {
            return false;
        }

        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            octet = (octet * 10) + (uint)(digit - '0');
        }

        return octet <= byte.MaxValue;
    }

    // Groups between single colons; an IPv4 address may stand for the last two.
    private static bool TryReadGroups(ReadOnlySpan<byte> text, out UInt128 groups, out int count)
    {
        groups = 0;
        count = 0;
        while (true)
        {
            int colon = text.IndexOf((byte)':');
            ReadOnlySpan<byte> part = colon < 0 ? text : text[..colon];
            if (colon < 0 && TryReadV4(part, out uint last))
            {
                groups = (groups << 32) | last;
                count += 2;
                return count <= Groups;
            }

            if (++count > Groups || !TryReadGroup(part, out uint group))
            {
                return false;
            }

            groups = (groups << 16) | group;
            if (colon < 0)
            {
                return true;
            }

            text = text[(colon + 1)..];
        }
    }

    private static bool TryReadGroup(ReadOnlySpan<byte> text, out uint group)
    {
        group = 0;
        foreach (byte digit in text)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            group = (group << 4) | (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return text.Length is > 0 and <= 4;
    }
}
