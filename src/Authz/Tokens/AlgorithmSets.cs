namespace Authz.Tokens;

/// <summary>Operations on an <see cref="AlgorithmSet"/>.</summary>
internal static class AlgorithmSets
{
    public static bool Contains(this AlgorithmSet set, JwsAlgorithm algorithm) =>
        algorithm != JwsAlgorithm.Unknown && ((ushort)set & (1 << (int)algorithm)) != 0;

    public static AlgorithmSet Of(JwsAlgorithm algorithm) =>
        algorithm == JwsAlgorithm.Unknown ? AlgorithmSet.None : (AlgorithmSet)(1 << (int)algorithm);

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
