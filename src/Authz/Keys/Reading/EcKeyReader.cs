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

        // RFC 7518 section 6.2.1.2 wants the full size of the field. Some write the number with fewer zeros, some with one more: it is
        // the same number.
        byte[]? x = UnsignedNumber.Decode(jwk.X, curve.CoordinateLength);
        byte[]? y = UnsignedNumber.Decode(jwk.Y, curve.CoordinateLength);
        if (x is null || y is null)
        {
            return JwkReadResult.Unused($"its x and y must be base64url of at most {curve.CoordinateLength} bytes each, and not zero.");
        }

        return AlgorithmSets.Bind(jwk.Alg, AlgorithmSets.Of(curve.Algorithm)) == AlgorithmSet.None
            ? JwkReadResult.Unused($"its alg is not {curve.Algorithm.Name()}, the one for {curve.Name}.")
            : new JwkReadResult(PublicKey.Ec(KeyDescription.Of(jwk), curve, new ECPoint { X = x, Y = y }), null);
    }
}
