using Authz.Tokens;

namespace Authz.Tests.Tokens;

public sealed class AlgorithmSetsTests
{
    private static readonly JwsAlgorithm[] s_known =
        [.. Enum.GetValues<JwsAlgorithm>().Where(algorithm => algorithm != JwsAlgorithm.Unknown)];

    [Fact]
    public void Accepts_EachAlgorithm_InItsOwnSetOnly() =>
        Assert.All(s_known, algorithm => Assert.Equal([algorithm], s_known.Where(other => AlgorithmSets.Of(algorithm).Contains(other))));

    [Fact]
    public void Rejects_TheUnknownAlgorithm_InEverySet()
    {
        Assert.Equal(AlgorithmSet.None, AlgorithmSets.Of(JwsAlgorithm.Unknown));
        Assert.False(AlgorithmSet.All.Contains(JwsAlgorithm.Unknown));
        Assert.False(((AlgorithmSet)ushort.MaxValue).Contains(JwsAlgorithm.Unknown));
    }

    [Fact]
    public void Rejects_EveryAlgorithm_InTheZeroValue() =>
        Assert.DoesNotContain(s_known, algorithm => default(AlgorithmSet).Contains(algorithm));

    [Theory]
    [InlineData("RSA, PKCS 1", nameof(AlgorithmSet.RsaPkcs1), "RS256 RS384 RS512")]
    [InlineData("RSA, PSS", nameof(AlgorithmSet.RsaPss), "PS256 PS384 PS512")]
    [InlineData("ECDSA", nameof(AlgorithmSet.Ecdsa), "ES256 ES384 ES512")]
    [InlineData("all", nameof(AlgorithmSet.All), "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512")]
    [InlineData("none", nameof(AlgorithmSet.None), "")]
    public void Lists_ItsMembers(string description, string set, string expected) =>
        Assert.Equal((description, expected), (description, string.Join(' ', Enum.Parse<AlgorithmSet>(set).Members())));
}
