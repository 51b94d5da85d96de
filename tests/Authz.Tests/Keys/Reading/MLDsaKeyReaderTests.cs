using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Authz.Keys.Reading;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Tests.Keys.Reading;

public sealed class MLDsaKeyReaderTests
{
    private const string NotSupported =
        "is not supported by this platform's cryptography, which needs OpenSSL 3.5 or Windows 11 for it.";

    [Theory]
    [InlineData("no alg", "", 1312, "its alg is not ML-DSA-44, ML-DSA-65, ML-DSA-87.")]
    [InlineData("another alg", ""","alg":"SLH-DSA-SHA2-128s" """, 1312, "its alg is not ML-DSA-44, ML-DSA-65, ML-DSA-87.")]
    [InlineData("alg of another type", ""","alg":"EdDSA" """, 32, "its alg is not ML-DSA-44, ML-DSA-65, ML-DSA-87.")]
    [InlineData("no pub", ""","alg":"ML-DSA-44" """, 0, "its pub must be base64url without padding.")]
    [InlineData("one byte more", ""","alg":"ML-DSA-44" """, 1313, "its public key must have exactly 1312 bytes, as those of ML-DSA-44.")]
    [InlineData("another size", ""","alg":"ML-DSA-87" """, 1952, "its public key must have exactly 2592 bytes, as those of ML-DSA-87.")]
    [InlineData("its secret", ""","alg":"ML-DSA-65","priv":"AAAA" """, 1952, "it publishes the secret member priv.")]
    [InlineData("for encryption", ""","alg":"ML-DSA-65","use":"enc" """, 1952, "its use is not sig.")]
    public void Skips_ABadKey_AndServesTheOthers(string description, string members, int length, string cause)
    {
        KeyReadResult result = Read(members, length);

        Assert.Equal((description, "ES256"), (description, Assert.Single(result.Keys!).Description.KeyId));
        Assert.StartsWith($"keys[0] (kid \"a\") is not used: {cause}", Assert.Single(result.Unused).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ML-DSA-44", 1312)]
    [InlineData("ML-DSA-65", 1952)]
    [InlineData("ML-DSA-87", 2592)]
    public void Uses_AKey_WhereThePlatformHasTheAlgorithm(string algorithm, int length)
    {
        KeyReadResult result = Read($""","alg":"{algorithm}" """, length);

        Assert.Equal(MLDsa.IsSupported ? ["a", "ES256"] : ["ES256"], result.Keys!.Select(key => key.Description.KeyId));
        Assert.Equal(
            MLDsa.IsSupported ? [] : [$"keys[0] (kid \"a\") is not used: its algorithm {algorithm} {NotSupported}"],
            result.Unused.Select(key => key.ToString()));
    }

    [Theory]
    [InlineData(17, "ML-DSA-44")]
    [InlineData(18, "ML-DSA-65")]
    [InlineData(19, "ML-DSA-87")]
    public void Names_AKeyInPem_AsNotSupported_WhereThePlatformLacksIt(int lastNumber, string algorithm)
    {
        // The object identifier 2.16.840.1.101.3.4.3.17 and those after it.
        byte[] oid = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, (byte)lastNumber];
        byte[] cut = [0x30, 0x13, 0x30, 0x0B, .. oid, 0x03, 0x04, 0x00, 0xAA, 0xAA, 0xAA];
        int length = MLDsaVerifier.ParametersOf(JwsAlgorithmNames.Parse(algorithm)).PublicKeySizeInBytes;
        byte[] whole = [0x30, 0x82, .. Size(length + 18), 0x30, 0x0B, .. oid, 0x03, 0x82, .. Size(length + 1), 0x00, .. new byte[length]];

        Assert.Contains($"exactly {length} bytes, as those of {algorithm}.", ReadPem(cut).Error, StringComparison.Ordinal);
        KeyReadResult read = ReadPem(whole);
        Assert.Equal(MLDsa.IsSupported, read.Keys is not null);
        Assert.True(MLDsa.IsSupported || read.Error!.EndsWith($"its algorithm {algorithm} {NotSupported}", StringComparison.Ordinal), read.Error);
    }

    // A vector of the thumbprint is in RFC 9964's appendix; this is the rule that it follows (RFC 7638 section 3).
    [Fact]
    public void Names_TheKey_ByAlgKtyAndPub()
    {
        byte[] members = Encoding.UTF8.GetBytes("""{"alg":"ML-DSA-44","kty":"AKP","pub":"AAEC"}""");
        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(members)), KeyThumbprint.OfMLDsa(JwsAlgorithm.MLDsa44, [0, 1, 2]));
    }

    private static byte[] Size(int length) => [(byte)(length >> 8), (byte)(length & 0xFF)];

    private static KeyReadResult ReadPem(byte[] der) =>
        PemReader.Read(Encoding.UTF8.GetBytes(PemEncoding.WriteString("PUBLIC KEY", der)));

    private static KeyReadResult Read(string members, int length) => JwksReader.Read(Encoding.UTF8.GetBytes(
        $$"""{"keys":[{"kty":"AKP","kid":"a","pub":"{{Base64Url.EncodeToString(new byte[length])}}"{{members}}},""" +
        $"{TestKeys.For("ES256").ToPublicJwk().ToJsonString()}]}}"));
}
