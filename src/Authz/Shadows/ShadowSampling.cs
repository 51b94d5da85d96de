using System.Text;
using Authz.Credentials;
using Authz.Json;
using Authz.Tokens;
using Authz.Verification;

namespace Authz.Shadows;

/// <summary>Reads what a sample may hold of a token: its issuer and its key's name, and no other claim.</summary>
internal static class ShadowSampling
{
    private const int LongestText = 256;

    /// <summary>A sample of a token.</summary>
    /// <param name="verified">The token, if it was verified.</param>
    /// <param name="text">Its characters, which may be anybody's.</param>
    public static ShadowSample Take(VerifiedToken? verified, TokenText text) =>
        verified is not null
            ? new ShadowSample(Shorten(verified.Issuer), verified.KeyId, IsVerified: true)
            : Read(text);

    private static ShadowSample Read(TokenText text)
    {
        byte[] characters = new byte[text.Length];
        if (text.Length is 0 or > TokenLimits.LargestTokenLength || !text.TryCopyTo(characters))
        {
            return default;
        }

        var workspace = new TokenWorkspace(
            characters, new byte[TokenWorkspace.LengthFor(text.Length)], new ulong[TokenWorkspace.NameCount]);
        if (!TokenReading.TryRead(workspace, known: null, out TokenParts parts, out _))
        {
            return default;
        }

        string? issuer = parts.Payload.HasIssuer ? Shorten(JsonText.ToText(parts.Payload.RawIssuer, parts.Payload.IsIssuerEscaped)) : null;
        KeyReference key = parts.Header.Key;
        return new ShadowSample(issuer, key.Kind == KeyReferenceKind.KeyId ? Encoding.UTF8.GetString(key.Name) : null, IsVerified: false);
    }

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
