using System.Text;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>Decodes a base64url member of a JWK (RFC 7518 section 2).</summary>
internal static class Base64UrlMember
{
    /// <returns>The bytes; null if the member is missing, empty or not strictly encoded.</returns>
    public static byte[]? Decode(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        byte[] encoded = Encoding.UTF8.GetBytes(text);
        byte[] decoded = new byte[StrictBase64Url.DecodedLength(encoded.Length)];
        return StrictBase64Url.TryDecode(encoded, decoded, out int written) && written > 0 ? decoded[..written] : null;
    }
}
