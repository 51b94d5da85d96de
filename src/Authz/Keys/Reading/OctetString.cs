using System.Text;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// Decodes a key that is a string of octets and no number (RFC 8037 section 2, RFC 9964): each octet counts, zeros at either end too.
/// </summary>
internal static class OctetString
{
    /// <returns>The octets; null if the member is missing or not strictly encoded.</returns>
    public static byte[]? Decode(string? text)
    {
        if (text is null)
        {
            return null;
        }

        byte[] encoded = Encoding.UTF8.GetBytes(text);
        byte[] decoded = new byte[StrictBase64Url.DecodedLength(encoded.Length)];
        return StrictBase64Url.TryDecode(encoded, decoded, out int written) ? decoded[..written] : null;
    }
}
