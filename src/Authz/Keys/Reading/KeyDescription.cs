using Microsoft.IdentityModel.Tokens;

namespace Authz.Keys.Reading;

/// <summary>What an issuer publishes about a key besides its material and algorithm; each null if the key does not have it.</summary>
/// <param name="KeyId">The <c>kid</c> (RFC 7517 section 4.5).</param>
/// <param name="Sha256Thumbprint">The certificate's <c>x5t#S256</c> (RFC 7517 section 4.9), as published.</param>
/// <param name="Sha1Thumbprint">The certificate's <c>x5t</c> (RFC 7517 section 4.8), as published.</param>
/// <param name="Issuer">The only issuer whose tokens the key verifies; may hold <see cref="TokenIssuer.Placeholder"/>.</param>
internal sealed record KeyDescription(
    string? KeyId, string? Sha256Thumbprint = null, string? Sha1Thumbprint = null, string? Issuer = null)
{
    public static KeyDescription Of(JsonWebKey jwk) => new(
        jwk.Kid, jwk.X5tS256, jwk.X5t, jwk.AdditionalData.TryGetValue(JwkMemberReader.Issuer, out object? issuer) ? (string)issuer : null);
}
