using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Authz.Testing.Signing;

/// <summary>
/// One signature algorithm by one of its names: RS, PS and ES with 256, 384 and 512 bits (RFC 7518 section 3.1), and Ed25519, which has
/// neither padding nor a choice of hash and curve (RFC 8037 section 3.1, RFC 9864 section 2.2).
/// </summary>
internal sealed record SigningAlgorithm(string Name, HashAlgorithmName Hash = default, RSASignaturePadding? Padding = null, NamedCurve? Curve = null)
{
    private static readonly SigningAlgorithm[] s_all =
    [
        new("RS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, null),
        new("RS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, null),
        new("RS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1, null),
        new("PS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss, null),
        new("PS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pss, null),
        new("PS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pss, null),
        new("ES256", HashAlgorithmName.SHA256, null, new NamedCurve("P-256", ECCurve.NamedCurves.nistP256)),
        new("ES384", HashAlgorithmName.SHA384, null, new NamedCurve("P-384", ECCurve.NamedCurves.nistP384)),
        new("ES512", HashAlgorithmName.SHA512, null, new NamedCurve("P-521", ECCurve.NamedCurves.nistP521)),
        new("EdDSA"),
        new("Ed25519"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(algorithm => algorithm.Name)];

    public static SigningAlgorithm Get(string name) =>
        Array.Find(s_all, algorithm => algorithm.Name == name)
        ?? throw new ArgumentException($"'{name}' is not a signature algorithm; use one of {string.Join(", ", Names)}.", nameof(name));

    /// <summary>The algorithm of a curve; null if none uses it.</summary>
    public static SigningAlgorithm? Of(ECCurve curve) => curve.IsNamed
        ? Array.Find(s_all, algorithm => algorithm.Curve is { } known && known.Curve.Oid.Value == curve.Oid.Value)
        : null;

    /// <summary>A new key; RSA of 2,048 bits.</summary>
    public IKeyParameters CreateKey() =>
        Curve is not null ? EcKeyParameters.Create(this)
        : Padding is not null ? RsaKeyParameters.Create(this, 2048)
        : Ed25519KeyParameters.Create();

    /// <exception cref="FormatException">A member is missing or not base64url.</exception>
    /// <exception cref="CryptographicException">It is no key of the algorithm.</exception>
    public IKeyParameters ReadKey(JsonObject jwk) =>
        Curve is not null ? EcKeyParameters.Read(this, jwk)
        : Padding is not null ? RsaKeyParameters.Read(this, jwk)
        : Ed25519KeyParameters.Read(jwk);
}

/// <summary>A curve and its name in a JWK (RFC 7518 section 6.2.1.1).</summary>
internal sealed record NamedCurve(string Name, ECCurve Curve);
