using System.Security.Cryptography;
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

    [Fact]
    public void Leaves_OutWhatThePlatformLacks_AndNothingElse()
    {
        Assert.Equal(MLDsa.IsSupported ? AlgorithmSet.All : AlgorithmSet.All & ~AlgorithmSet.MLDsa, AlgorithmSet.All.OnThisPlatform());
        Assert.Equal(AlgorithmSet.RsaPkcs1, AlgorithmSet.RsaPkcs1.OnThisPlatform());
    }

    [Theory]
    [InlineData(null, AlgorithmSet.Ed25519)]
    [InlineData("EdDSA", AlgorithmSet.Ed25519)]
    [InlineData("Ed25519", AlgorithmSet.Ed25519)]
    [InlineData("Ed448", AlgorithmSet.None)]
    [InlineData("RS256", AlgorithmSet.None)]
    public void Binds_AKey_ByEitherName(string? name, object bound) => Assert.Equal(bound, AlgorithmSets.Bind(name, AlgorithmSet.Ed25519));

    [Theory]
    [InlineData("RSA, PKCS 1", nameof(AlgorithmSet.RsaPkcs1), "RS256 RS384 RS512")]
    [InlineData("RSA, PSS", nameof(AlgorithmSet.RsaPss), "PS256 PS384 PS512")]
    [InlineData("ECDSA", nameof(AlgorithmSet.Ecdsa), "ES256 ES384 ES512")]
    [InlineData("all", nameof(AlgorithmSet.All), "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519 ML-DSA-44 ML-DSA-65 ML-DSA-87")]
    [InlineData("one algorithm with two names", nameof(AlgorithmSet.Ed25519), "EdDSA Ed25519")]
    [InlineData("ML-DSA", nameof(AlgorithmSet.MLDsa), "ML-DSA-44 ML-DSA-65 ML-DSA-87")]
    [InlineData("none", nameof(AlgorithmSet.None), "")]
    public void Lists_TheNamesOfItsMembers(string description, string set, string expected) =>
        Assert.Equal((description, expected), (description, string.Join(' ', Enum.Parse<AlgorithmSet>(set).Names())));
}
