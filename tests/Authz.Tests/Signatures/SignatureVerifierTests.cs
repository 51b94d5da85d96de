using System.Security.Cryptography;
using System.Text;
using Authz.Signatures;
using Authz.Testing;
using Authz.Tokens;
using FsCheck.Xunit;

namespace Authz.Tests.Signatures;

public sealed class SignatureVerifierTests
{
    private static readonly byte[] s_input = "header.payload"u8.ToArray();

    public static TheoryData<string> Algorithms() => [.. SigningKey.SupportedAlgorithms];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Accepts_ASignatureOfItsKey_OverTheseBytesOnly(string algorithm)
    {
        SigningKey key = TestKeys.For(algorithm);
        SignatureVerifier verifier = TestKeys.VerifierOf(key);
        byte[] signature = key.Sign(s_input);

        Assert.Equal(signature.Length, verifier.SignatureLength);
        Assert.True(verifier.Verify(Parse(algorithm), s_input, signature));
        Assert.False(verifier.Verify(Parse(algorithm), "header.payloae"u8, signature));
        Assert.False(verifier.Verify(Parse(algorithm), [], signature));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Rejects_TheSignature_UnderEveryOtherAlgorithm(string algorithm)
    {
        SignatureVerifier verifier = TestKeys.VerifierOf(TestKeys.For(algorithm));
        byte[] signature = TestKeys.For(algorithm).Sign(s_input);

        Assert.All(
            Enum.GetValues<JwsAlgorithm>().Where(other => other != Parse(algorithm)),
            other => Assert.False(verifier.Verify(other, s_input, signature)));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Rejects_TheSignature_UnderAnotherKey(string algorithm)
    {
        byte[] signature = TestKeys.For(algorithm, another: 1).Sign(s_input);
        Assert.False(TestKeys.VerifierOf(TestKeys.For(algorithm)).Verify(Parse(algorithm), s_input, signature));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Rejects_EveryOtherLength(string algorithm)
    {
        SignatureVerifier verifier = TestKeys.VerifierOf(TestKeys.For(algorithm));
        byte[] signature = TestKeys.For(algorithm).Sign(s_input);
        byte[][] others =
        [
            [], signature[..1], signature[..^1], signature[1..], [0, .. signature], [.. signature, 0], [.. signature, .. signature],
            new byte[1024],
        ];

        Assert.All(others, other => Assert.False(verifier.Verify(Parse(algorithm), s_input, other)));
    }

    [Theory]
    [InlineData("ES256", "P-256")]
    [InlineData("ES384", "P-384")]
    [InlineData("ES512", "P-521")]
    public void Rejects_EcdsaNumbersOutsideTheirRange(string algorithm, string curve)
    {
        // CVE-2022-21449: r = s = 0 holds for every message where 1 <= r, s < n is not checked.
        SignatureVerifier verifier = TestKeys.VerifierOf(TestKeys.For(algorithm));
        int size = verifier.SignatureLength / 2;
        byte[] order = CurveOrders.Of(curve);
        byte[] zero = new byte[size];
        byte[] one = [.. zero[1..], 1];
        byte[] largest = [.. Enumerable.Repeat((byte)0xFF, size)];
        byte[] beforeOrder = [.. order[..^1], (byte)(order[^1] - 1)];
        byte[][] numbers = [zero, one, order, beforeOrder, largest];

        IEnumerable<byte[]> pairs = from r in numbers from s in numbers select (byte[])[.. r, .. s];
        Assert.All(pairs, pair => Assert.False(verifier.Verify(Parse(algorithm), s_input, pair)));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public void Rejects_RsaNumbersAtTheEndsOfTheirRange(string algorithm)
    {
        SignatureVerifier verifier = TestKeys.VerifierOf(TestKeys.For(algorithm));
        byte[] zero = new byte[verifier.SignatureLength];
        byte[] one = [.. zero[1..], 1];
        byte[] largest = [.. Enumerable.Repeat((byte)0xFF, zero.Length)];

        Assert.All([zero, one, largest], number => Assert.False(verifier.Verify(Parse(algorithm), s_input, number)));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public void Rejects_TheDerFormOfAnEcdsaSignature(string algorithm)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] der = key.SignData(s_input, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Assert.False(TestKeys.VerifierOf(TestKeys.For(algorithm)).Verify(Parse(algorithm), s_input, der));
    }

    [Property(MaxTest = 300)]
    public void Rejects_ArbitraryBytes_WithoutAnException(byte[] bytes, byte pick)
    {
        string algorithm = SigningKey.SupportedAlgorithms[pick % SigningKey.SupportedAlgorithms.Count];
        SignatureVerifier verifier = TestKeys.VerifierOf(TestKeys.For(algorithm));
        byte[] signature = new byte[verifier.SignatureLength];
        bytes.AsSpan(0, Math.Min(bytes.Length, signature.Length)).CopyTo(signature);

        using var thrown = new ThrownExceptions();
        bool isAccepted = verifier.Verify(Parse(algorithm), bytes, signature) || verifier.Verify(Parse(algorithm), bytes, bytes);
        Assert.False(isAccepted);
        Assert.Equal(0, thrown.Total);
    }

    [Fact]
    public void Rejects_APointThatIsNotOnItsCurve() =>
        Assert.ThrowsAny<CryptographicException>(() => PlatformVerifier.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = [.. new byte[31], 1], Y = [.. new byte[31], 1] },
        }));

    [Fact]
    public void Rejects_ACurveOfAnotherSize() =>
        Assert.Throws<CryptographicException>(
            () => PlatformVerifier.Create(new ECParameters { Q = new ECPoint { X = new byte[28], Y = new byte[28] } }));

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES512")]
    [InlineData("EdDSA")]
    public async Task Decides_Correctly_OnManyThreadsAtOnce(string algorithm)
    {
        SignatureVerifier verifier = TestKeys.VerifierOf(TestKeys.For(algorithm));
        (byte[] Input, byte[] Signature)[] signed =
            [
                .. Enumerable.Range(0, 8)
                    .Select(index => Encoding.ASCII.GetBytes($"header.{index}"))
                    .Select(input => (input, TestKeys.For(algorithm).Sign(input))),
            ];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (int turn = 0; turn < 100; turn++)
            {
                (byte[] input, byte[] signature) = signed[(worker + turn) % signed.Length];
                Assert.True(verifier.Verify(Parse(algorithm), input, signature));
                Assert.False(verifier.Verify(Parse(algorithm), input, signed[(worker + turn + 1) % signed.Length].Signature));
            }
        })));
    }

    private static JwsAlgorithm Parse(string algorithm) => JwsAlgorithmNames.Parse(algorithm);
}
