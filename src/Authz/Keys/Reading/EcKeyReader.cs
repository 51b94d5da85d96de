using System.Security.Cryptography;
using Authz.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// Reads the elliptic curve part of a key (RFC 7518 section 6.2.1). Whether the point is on its curve the platform checks.
/// </summary>
internal static class EcKeyReader
{
    public static JwkReadResult Read(JsonWebKey jwk)
    {
        if (EllipticCurve.Named(jwk.Crv) is not EllipticCurve curve)
        {
            return JwkReadResult.Unused("its crv is not P-256, P-384 or P-521.");
        }

        // RFC 7518 section 6.2.1.2: a coordinate has the full size of the field, leading zeros included.
        byte[]? x = Base64UrlMember.Decode(jwk.X);
        byte[]? y = Base64UrlMember.Decode(jwk.Y);
        if (x?.Length != curve.CoordinateLength || y?.Length != curve.CoordinateLength)
        {
            return JwkReadResult.Unused($"its x and y must be base64url of {curve.CoordinateLength} bytes each.");
        }

        return AlgorithmSets.Bind(jwk.Alg, AlgorithmSets.Of(curve.Algorithm)) == AlgorithmSet.None
            ? JwkReadResult.Unused($"its alg is not {curve.Algorithm.Name()}, the one for {curve.Name}.")
            : new JwkReadResult(PublicKey.Ec(jwk.Kid, curve, new ECPoint { X = x, Y = y }), null);
    }
}
