using System.Text;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// Decodes a number of a JWK (RFC 7518 section 2, Base64urlUInt). Leading zero octets do not change a number, and several libraries write
/// one too many or one too few: they are taken off before the number is judged.
/// </summary>
internal static class UnsignedNumber
{
    /// <returns>The number without leading zero octets; null if the member is missing, zero, or not strictly encoded.</returns>
    public static byte[]? Decode(string? text)
    {
        byte[] encoded = Encoding.UTF8.GetBytes(text ?? "");
        byte[] decoded = new byte[StrictBase64Url.DecodedLength(encoded.Length)];
        ReadOnlySpan<byte> number = StrictBase64Url.TryDecode(encoded, decoded, out int written) ? decoded.AsSpan(0, written) : [];
        number = number.TrimStart((byte)0);
        return number.IsEmpty ? null : number.ToArray();
    }

    /// <returns>The number in exactly that many octets; null also if it is larger.</returns>
    public static byte[]? Decode(string? text, int length)
    {
        byte[]? number = Decode(text);
        if (number is null || number.Length > length)
        {
            return null;
        }

        byte[] padded = new byte[length];
        number.CopyTo(padded, length - number.Length);
        return padded;
    }
}
