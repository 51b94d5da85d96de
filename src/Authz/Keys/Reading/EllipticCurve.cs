using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>A curve of RFC 7518 section 6.2.1.1 with the one algorithm that uses it (section 3.4).</summary>
internal sealed record EllipticCurve(string Name, ECCurve Curve, int CoordinateLength, JwsAlgorithm Algorithm)
{
    private static readonly EllipticCurve[] s_all =
    [
        new("P-256", ECCurve.NamedCurves.nistP256, 32, JwsAlgorithm.ES256),
        new("P-384", ECCurve.NamedCurves.nistP384, 48, JwsAlgorithm.ES384),
        new("P-521", ECCurve.NamedCurves.nistP521, 66, JwsAlgorithm.ES512),
    ];

    /// <summary>The curve of that name; null for every other name.</summary>
    public static EllipticCurve? Named(string name) => Array.Find(s_all, curve => curve.Name == name);

    /// <summary>The curve with that object identifier; null for every other curve.</summary>
    public static EllipticCurve? Of(ECCurve curve) =>
        curve.IsNamed ? Array.Find(s_all, known => known.Curve.Oid.Value == curve.Oid.Value) : null;
}
