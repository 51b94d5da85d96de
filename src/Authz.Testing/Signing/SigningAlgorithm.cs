using System.Security.Cryptography;

namespace Authz.Testing.Signing;

/// <summary>One signature algorithm of RFC 7518 section 3.1: RS, PS and ES with 256, 384 and 512 bits.</summary>
internal sealed record SigningAlgorithm(string Name, HashAlgorithmName Hash, RSASignaturePadding? Padding, NamedCurve? Curve)
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
    ];

    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(algorithm => algorithm.Name)];

    public static SigningAlgorithm Get(string name) =>
        Array.Find(s_all, algorithm => algorithm.Name == name)
        ?? throw new ArgumentException($"'{name}' is not a signature algorithm; use one of {string.Join(", ", Names)}.", nameof(name));
}

/// <summary>A curve and its name in a JWK (RFC 7518 section 6.2.1.1).</summary>
internal sealed record NamedCurve(string Name, ECCurve Curve);
