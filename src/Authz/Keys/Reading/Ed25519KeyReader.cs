using Authz.Signatures;
using Authz.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Keys.Reading;

/// <summary>Reads an octet key pair (RFC 8037 section 2), of whose curves only Ed25519 is used.</summary>
internal static class Ed25519KeyReader
{
    private const string Curve = "Ed25519";
    private const int Length = 32;

    public static JwkReadResult Read(JsonWebKey jwk)
    {
        if (jwk.Crv != Curve)
        {
            return JwkReadResult.Unused(jwk.Crv is "X25519" or "X448"
                ? $"its crv {jwk.Crv} is for key agreement and makes no signatures."
                : $"its crv is not {Curve}.");
        }

        return OctetString.Decode(jwk.X) is not { Length: Length } x
            ? JwkReadResult.Unused($"its x must be base64url of exactly {Length} bytes.")
            : AlgorithmSets.Bind(jwk.Alg, AlgorithmSet.Ed25519) == AlgorithmSet.None
            ? JwkReadResult.Unused($"its alg is neither EdDSA nor Ed25519, the two names of the one for {Curve}.")
            : Read(KeyDescription.Of(jwk), x);
    }

    /// <param name="description">What is published about it; null for the thumbprint.</param>
    /// <param name="x">The public key, of any length.</param>
    public static JwkReadResult Read(KeyDescription? description, byte[] x) =>
        Libsodium.Fault is { } fault ? JwkReadResult.Unused($"it needs libsodium to verify Ed25519 signatures: {fault}")
        : Libsodium.IsEd25519Point(x) ? new JwkReadResult(PublicKey.Ed25519(description, x), null)
        : JwkReadResult.Unused($"it is not a point of {Curve}, or one of small order, which verifies signatures that nobody made.");
}
