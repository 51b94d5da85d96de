using System.Security.Cryptography;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Tests.Signatures;

/// <summary>ML-DSA, where the platform has it; where not, that nothing is verified and nothing breaks.</summary>
public sealed class MLDsaVerifierTests
{
    public static TheoryData<string> Algorithms() => ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Rejects_EveryKey_WhereThePlatformLacksIt(string name)
    {
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(name);
        byte[] key = new byte[MLDsaVerifier.ParametersOf(algorithm).PublicKeySizeInBytes];
        Assert.Equal(
            MLDsa.IsSupported,
            Record.Exception(() => MLDsaVerifier.Create(algorithm, key)) is not CryptographicException);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Accepts_ASignatureOfItsKey_OverTheseBytesOnly(string name)
    {
        if (!MLDsa.IsSupported)
        {
            // The test above is the one for this platform.
            return;
        }

        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(name);
        using MLDsa key = MLDsa.GenerateKey(MLDsaVerifier.ParametersOf(algorithm));
        SignatureVerifier verifier = MLDsaVerifier.Create(algorithm, key.ExportMLDsaPublicKey());
        byte[] signature = key.SignData("header.payload"u8.ToArray());

        Assert.True(verifier.Verify(algorithm, "header.payload"u8, signature));
        Assert.False(verifier.Verify(algorithm, "header.payloae"u8, signature));
        Assert.False(verifier.Verify(algorithm, "header.payload"u8, key.SignData("header.payload"u8.ToArray(), [1])));
        Assert.False(verifier.Verify(algorithm, "header.payload"u8, signature.AsSpan(1)));
    }

    [Theory]
    [InlineData(nameof(JwsAlgorithm.Unknown))]
    [InlineData(nameof(JwsAlgorithm.Ed25519))]
    public void Rejects_OtherAlgorithms(string algorithm) =>
        Assert.Throws<CryptographicException>(() => MLDsaVerifier.ParametersOf(Enum.Parse<JwsAlgorithm>(algorithm)));
}
