namespace Authz.Tokens;

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
