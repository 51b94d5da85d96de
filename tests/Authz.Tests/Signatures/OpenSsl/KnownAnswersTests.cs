using System.Security.Cryptography;
using Authz.Signatures;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Tests.Signatures.OpenSsl;

/// <summary>The known answers are what they say: by the platform's own calls, and under other parameters.</summary>
public sealed class KnownAnswersTests
{
    // RSA_PSS_SALTLEN_AUTO of <openssl/rsa.h>: any salt.
    private const int AnySalt = -2;

    public static TheoryData<string> Algorithms() => [.. ContextSupport.Algorithms.Members().Select(algorithm => algorithm.Name())];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Hold_ByThePlatformsCalls(string name)
    {
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(name);
        using AsymmetricAlgorithm key = CreateKey(algorithm);
        byte[] digest = KnownAnswers.DigestFor(algorithm);
        byte[] right = KnownAnswers.Right(algorithm);

        Assert.True(PlatformSignatures.Verify(key, algorithm, digest, right));
        Assert.All(KnownAnswers.Wrong(algorithm), wrong =>
        {
            Assert.Equal(right.Length, wrong.Length);
            Assert.False(PlatformSignatures.Verify(key, algorithm, digest, wrong));
        });
    }

    // What a context accepts that was set up with a parameter left out, or another one: were it ours, the self-test would refuse it.
    [SkippableTheory]
    [InlineData("PS256", 1, "any salt")]
    [InlineData("PS384", 1, "any salt")]
    [InlineData("PS512", 1, "any salt")]
    [InlineData("PS256", 1, "another mask")]
    [InlineData("PS384", 1, "another mask")]
    [InlineData("PS512", 1, "another mask")]
    [InlineData("RS256", 1, "no hash")]
    [InlineData("RS384", 1, "no hash")]
    [InlineData("RS512", 1, "no hash")]
    public void Tell_AContextWithAnotherParameter(string name, int expected, string parameter)
    {
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(name);
        ContextRequirement.Require(algorithm);
        using AsymmetricAlgorithm key = CreateKey(algorithm);
        using SafeEvpPKeyHandle handle = ((RSAOpenSsl)key).DuplicateKeyHandle();
        using LibCrypto.ContextHandle context = LibCrypto.CreateContext(handle, engine: 0);
        nint hash = HashOf(KnownAnswers.DigestFor(algorithm).Length);
        Assert.Equal(1, LibCrypto.BeginVerifying(context));
        Assert.Equal(1, LibCrypto.SetPadding(context, parameter == "no hash" ? LibCrypto.Pkcs1Padding : LibCrypto.PssPadding));
        if (parameter == "another mask")
        {
            Assert.Equal(1, LibCrypto.SetMaskHash(context, hash == LibCrypto.GetSha256() ? LibCrypto.GetSha384() : LibCrypto.GetSha256()));
        }

        if (parameter != "no hash")
        {
            Assert.Equal(1, LibCrypto.SetHash(context, hash));
            Assert.Equal(1, LibCrypto.SetSaltLength(context, parameter == "any salt" ? AnySalt : LibCrypto.SaltAsLongAsDigest));
        }

        byte[] digest = KnownAnswers.DigestFor(algorithm);
        Assert.Equal(
            expected,
            KnownAnswers.Wrong(algorithm).Count(wrong => LibCrypto.Verify(context, wrong, (nuint)wrong.Length, digest, (nuint)digest.Length) == 1));
        LibCrypto.ClearErrors();
    }

    [Theory]
    [InlineData("ES256", "P-256")]
    [InlineData("ES384", "P-384")]
    [InlineData("ES512", "P-521")]
    public void Hold_TheCurvesOrder(string name, string curve)
    {
        byte[] order = CurveOrders.Of(curve);
        Assert.Contains(KnownAnswers.Wrong(JwsAlgorithmNames.Parse(name)), wrong => wrong.SequenceEqual((byte[])[.. order, .. order]));
        Assert.Contains(KnownAnswers.Wrong(JwsAlgorithmNames.Parse(name)), wrong => wrong.All(number => number == 0));
    }

    private static nint HashOf(int length) =>
        length == SHA256.HashSizeInBytes ? LibCrypto.GetSha256() : length == SHA384.HashSizeInBytes ? LibCrypto.GetSha384() : LibCrypto.GetSha512();

    private static AsymmetricAlgorithm CreateKey(JwsAlgorithm algorithm) =>
        OperatingSystem.IsLinux() ? SelfTest.CreateKey(algorithm)
        : AlgorithmSet.Ecdsa.Contains(algorithm) ? ECDsa.Create(KnownAnswers.EcKey(algorithm)) : RSA.Create(KnownAnswers.RsaKey);
}
