using System.Security.Cryptography;

namespace Authz.Tokens;

/// <summary>A set of <see cref="JwsAlgorithm"/>; the zero value is empty.</summary>
[Flags]
internal enum AlgorithmSet : ushort
{
    None = 0,
    RS256 = 1 << JwsAlgorithm.RS256,
    RS384 = 1 << JwsAlgorithm.RS384,
    RS512 = 1 << JwsAlgorithm.RS512,
    PS256 = 1 << JwsAlgorithm.PS256,
    PS384 = 1 << JwsAlgorithm.PS384,
    PS512 = 1 << JwsAlgorithm.PS512,
    ES256 = 1 << JwsAlgorithm.ES256,
    ES384 = 1 << JwsAlgorithm.ES384,
    ES512 = 1 << JwsAlgorithm.ES512,
    Ed25519 = 1 << JwsAlgorithm.Ed25519,
    MLDsa44 = 1 << JwsAlgorithm.MLDsa44,
    MLDsa65 = 1 << JwsAlgorithm.MLDsa65,
    MLDsa87 = 1 << JwsAlgorithm.MLDsa87,

    RsaPkcs1 = RS256 | RS384 | RS512,
    RsaPss = PS256 | PS384 | PS512,
    Ecdsa = ES256 | ES384 | ES512,
    MLDsa = MLDsa44 | MLDsa65 | MLDsa87,
    All = RsaPkcs1 | RsaPss | Ecdsa | Ed25519 | MLDsa,
}

/// <summary>Operations on an <see cref="AlgorithmSet"/>.</summary>
internal static class AlgorithmSets
{
    public static bool Contains(this AlgorithmSet set, JwsAlgorithm algorithm) =>
        algorithm != JwsAlgorithm.Unknown && ((ushort)set & (1 << (int)algorithm)) != 0;

    public static AlgorithmSet Of(JwsAlgorithm algorithm) =>
        algorithm == JwsAlgorithm.Unknown ? AlgorithmSet.None : (AlgorithmSet)(1 << (int)algorithm);

    /// <summary>
    /// The algorithms that a key is for: the one that it names, if its type supports it; all that its type supports if it names none.
    /// </summary>
    public static AlgorithmSet Bind(string? name, AlgorithmSet possible) =>
        name is null ? possible : Of(JwsAlgorithmNames.Parse(name)) & possible;

    public static IEnumerable<JwsAlgorithm> Members(this AlgorithmSet set)
    {
        for (JwsAlgorithm algorithm = JwsAlgorithm.RS256; algorithm <= JwsAlgorithm.MLDsa87; algorithm++)
        {
            if (set.Contains(algorithm))
            {
                yield return algorithm;
            }
        }
    }

    /// <summary>Every name of every algorithm in the set.</summary>
    public static IReadOnlyList<string> Names(this AlgorithmSet set) =>
        [.. JwsAlgorithmNames.All.Where(name => set.Contains(JwsAlgorithmNames.Parse(name)))];

    /// <summary>
    /// The set without what the platform's cryptography lacks: ML-DSA needs OpenSSL 3.5 or Windows 11. Ed25519 is not the platform's, so
    /// a key of it tells by itself whether it can be used.
    /// </summary>
    public static AlgorithmSet OnThisPlatform(this AlgorithmSet set) =>
        (set & AlgorithmSet.MLDsa) == AlgorithmSet.None || MLDsa.IsSupported ? set : set & ~AlgorithmSet.MLDsa;
}
