using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Definitions.Tree;

namespace Authz.Server.Gateway.Mapping;

/// <summary>
/// The claims of a verified token as JSON text, typed as the issuer signed them. Characters outside ASCII are written <c>\uXXXX</c>, so
/// that the text is a header's value as it stands.
/// </summary>
internal static class ClaimJson
{
    /// <summary>The variable with all claims; a full stop and a place come after it.</summary>
    public const string Variable = "authorizer.claimsJson";

    // Escapes all but ASCII.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The text of all claims, or of one; null if the token has no such claim.</summary>
    /// <param name="token">The token.</param>
    /// <param name="place">Empty, or a full stop with a claim's name or the JSON Pointer to a value.</param>
    public static string? Find(VerifiedToken token, string place)
    {
        JsonElement claims = token.ReadClaims();
        return place switch
        {
            "" => Write(claims),
            ['.', '/', ..] => Follow(claims, JsonPointer.Split(place[1..])),
            ['.', ..] => Follow(claims, [place[1..]]),
            _ => null,
        };
    }

    // Through objects alone, as the claims that decide.
    private static string? Follow(JsonElement value, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return Write(value);
    }

    private static string Write(JsonElement value)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_options))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
