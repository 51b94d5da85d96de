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

    RsaPkcs1 = RS256 | RS384 | RS512,
    RsaPss = PS256 | PS384 | PS512,
    Ecdsa = ES256 | ES384 | ES512,
    All = RsaPkcs1 | RsaPss | Ecdsa,
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
        for (JwsAlgorithm algorithm = JwsAlgorithm.RS256; algorithm <= JwsAlgorithm.ES512; algorithm++)
        {
            if (set.Contains(algorithm))
            {
                yield return algorithm;
            }
        }
    }
}
