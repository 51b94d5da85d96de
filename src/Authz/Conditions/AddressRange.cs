using System.Buffers.Binary;
using System.Globalization;

namespace Authz.Conditions;

/// <summary>A network of addresses, or one address. An IPv4 address that IPv6 writes as <c>::ffff:10.0.0.1</c> is the IPv4 address.</summary>
/// <param name="Address">The first address; IPv4 ones in their IPv4-mapped form (RFC 4291 section 2.5.5.2).</param>
/// <param name="Prefix">How many bits count, of 128.</param>
internal readonly record struct AddressRange(UInt128 Address, int Prefix)
{
    private const int Bits = 128;
    private const int MappedBits = 96;

    private static readonly UInt128 s_mapped = (UInt128)0xFFFF << 32;

    /// <summary>Whether this is one address.</summary>
    public bool IsAddress => Prefix == Bits;

    private bool IsV4 => Prefix >= MappedBits && (Address >> 32) == (s_mapped >> 32);

    /// <summary>
    /// Reads an address, or a network as <c>10.0.0.0/8</c>; false for anything else, also for a network with bits beyond its prefix.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out AddressRange range)
    {
        int slash = text.IndexOf((byte)'/');
        ReadOnlySpan<byte> address = slash < 0 ? text : text[..slash];
        range = default;
        bool isV4 = AddressText.TryReadV4(address, out uint v4);
        UInt128 first = s_mapped | v4;
        if (!isV4 && !AddressText.TryReadV6(address, out first))
        {
            return false;
        }

        int unused = isV4 ? MappedBits : 0;
        int prefix = Bits - unused;
        if (slash >= 0 && !TryReadPrefix(text[(slash + 1)..], prefix, out prefix))
        {
            return false;
        }

        range = new AddressRange(first, unused + prefix);
        return (first & ~MaskOf(range.Prefix)) == 0;
    }

    /// <summary>The address of these 4 or 16 bytes.</summary>
    public static AddressRange Of(ReadOnlySpan<byte> bytes) => new(
        bytes.Length == sizeof(uint) ? s_mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes),
        Bits);

    /// <summary>Whether every address of the other is one of these. A network of IPv6 has no IPv4 addresses.</summary>
    public bool Contains(AddressRange other) =>
        IsV4 == other.IsV4 && Prefix <= other.Prefix && (other.Address & MaskOf(Prefix)) == Address;

    private static UInt128 MaskOf(int prefix) => prefix == 0 ? 0 : UInt128.MaxValue << (Bits - prefix);

    private static bool TryReadPrefix(ReadOnlySpan<byte> text, int most, out int prefix)
    {
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out prefix);
        return isNumber && prefix <= most && text.Length <= 3 && (text.Length == 1 || text[0] != '0');
    }
}
