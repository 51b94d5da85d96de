using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Binding;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Server.Issuer;

/// <summary>The proof that comes with a token request, so that the token is bound to its key (RFC 9449 section 5).</summary>
internal sealed class GrantProof
{
    private const int MaximumAge = 60;

    private GrantProof(Thumbprint key, JsonObject claims)
    {
        Thumbprint = key.ToString();
        Nonce = claims["nonce"] is JsonValue value && value.TryGetValue(out string? nonce) ? nonce : "";
    }

    /// <summary>The thumbprint of the key, for <c>cnf.jkt</c>.</summary>
    public string Thumbprint { get; }

    /// <summary>The nonce; empty for none.</summary>
    public string Nonce { get; }

    /// <summary>Reads a proof; null if it is not one for a POST to this endpoint, made now by the key in it.</summary>
    public static GrantProof? Read(string text, string endpoint, DateTimeOffset now)
    {
        byte[] characters = Encoding.ASCII.GetBytes(text);
        ulong[] names = new ulong[JsonNameScopes.MaximumNames];
        if (!Ascii.IsValid(text)
            || !JwsParts.TrySplit(characters, out JwsParts jws)
            || Decode(jws.Header) is not { } headerText
            || ProofHeader.Read(headerText, names, out ProofHeader header) != ProofStatus.Held
            || !ProofJwk.TryGetThumbprint(header.Key, names, out Thumbprint thumbprint)
            || ProofKey.Create(header.Key, thumbprint, header.Algorithm, jws.Header) is not { } key
            || Decode(jws.Signature) is not { } signature
            || !key.Verify(jws.SigningInput, signature)
            || Decode(jws.Payload) is not { } payload
            || ReadClaims(payload) is not { } claims)
        {
            return null;
        }

        return IsFor(claims, endpoint, now.ToUnixTimeSeconds()) ? new GrantProof(thumbprint, claims) : null;
    }

    private static bool IsFor(JsonObject claims, string endpoint, long now) =>
        Text(claims["htm"]) == HttpMethods.Post
        && Text(claims["htu"]) == endpoint
        && !string.IsNullOrEmpty(Text(claims["jti"]))
        && claims["iat"] is JsonValue time && time.TryGetValue(out long issued)
        && Math.Abs(now - issued) <= MaximumAge;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static byte[]? Decode(ReadOnlySpan<byte> encoded)
    {
        byte[] decoded = new byte[StrictBase64Url.DecodedLength(encoded.Length)];
        return StrictBase64Url.TryDecode(encoded, decoded, out _) ? decoded : null;
    }

    private static JsonObject? ReadClaims(byte[] payload)
    {
        try
        {
            return JsonNode.Parse(payload, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
