using System.Buffers;
using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Authz.Testing.Signing;

/// <summary>A number of a key in base64url (RFC 7518 section 2).</summary>
internal static class JwkNumber
{
    public static string Write(byte[]? octets) => Base64Url.EncodeToString(octets);

    /// <exception cref="FormatException">The member is not there, or is not what <see cref="Write"/> writes.</exception>
    public static byte[] Read(JsonObject jwk, string member)
    {
        if (jwk[member] is JsonValue value && value.TryGetValue(out string? text))
        {
            byte[] octets = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
            OperationStatus status = Base64Url.DecodeFromChars(text, octets, out _, out int length);
            if (status == OperationStatus.Done && Write(octets[..length]) == text)
            {
                return octets[..length];
            }
        }

        throw new FormatException($"The member {member} is not base64url.");
    }
}
