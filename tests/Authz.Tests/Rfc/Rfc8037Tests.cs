using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Keys.Reading;
using Authz.Signatures;
using Authz.Testing;
using Authz.Tests.Attacks;
using Authz.Tokens;

namespace Authz.Tests.Rfc;

/// <summary>RFC 8037, Ed25519 in JOSE, and RFC 9864, which gives it a second name.</summary>
public sealed class Rfc8037Tests
{
    // Appendices A.1 and A.2.
    private const string PrivateKey = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    private const string PublicKey = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    // Appendix A.4.
    private const string SigningInput = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    private const string Signature =
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    public void AppendixA4And5_TheSignatureIsMadeAndVerified(string algorithm)
    {
        SigningKey signer = Signer(algorithm);
        SignatureVerifier verifier = TestKeys.VerifierOf(signer);
        byte[] input = Encoding.ASCII.GetBytes(SigningInput);

        Assert.Equal(Signature, Base64Url.EncodeToString(signer.Sign(input)));
        Assert.True(verifier.Verify(JwsAlgorithmNames.Parse(algorithm), input, Base64Url.DecodeFromChars(Signature)));
        Assert.False(verifier.Verify(JwsAlgorithmNames.Parse(algorithm), input.AsSpan(1), Base64Url.DecodeFromChars(Signature)));
    }

    [Fact]
    public void AppendixA3_TheThumbprintIsOfCrvKtyAndX()
    {
        const string Thumbprint = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

        Assert.Equal(Thumbprint, KeyThumbprint.OfEd25519(Base64Url.DecodeFromChars(PublicKey)));
        Assert.Equal(Thumbprint, Signer("EdDSA", keyId: null).KeyId);
    }

    // RFC 8037 section 3.1, RFC 9864 section 2.2: whichever name the key and the token use, or the key does not.
    [Theory]
    [InlineData("EdDSA", "EdDSA")]
    [InlineData("EdDSA", "Ed25519")]
    [InlineData("Ed25519", "EdDSA")]
    [InlineData("Ed25519", "Ed25519")]
    [InlineData(null, "EdDSA")]
    [InlineData(null, "Ed25519")]
    public async Task Section3_1_BothNamesAreOneAlgorithm(string? ofKey, string ofToken)
    {
        JsonObject jwk = TestKeys.For("EdDSA").ToPublicJwk();
        jwk["alg"] = ofKey;
        using var api = new TestApi(new JsonObject { ["keys"] = new JsonArray(jwk) });

        string token = TestApi.Token().WithHeader("alg", ofToken).Sign(TestKeys.For("EdDSA"));
        Assert.Equal((ofKey, ofToken, null), (ofKey, ofToken, await api.ReasonAsync(token)));
        string other = TestApi.Token().WithHeader("alg", ofToken).Sign(TestKeys.For("EdDSA", another: 1));
        Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(other));
    }

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    public async Task Section3_1_ADefinitionThatNamesOne_AcceptsBoth_AndNothingElse(string named)
    {
        using var api = new TestApi(configure: entry => entry with { Algorithms = [named] });

        Assert.Null(await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("EdDSA"))));
        Assert.Null(await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("Ed25519"))));
        Assert.Equal(RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES256"))));
    }

    [Fact]
    public async Task Section3_1_ADefinitionThatNamesOthers_AcceptsNeither()
    {
        using var api = new TestApi(configure: entry => entry with { Algorithms = ["RS256", "ES256"] });

        Assert.Equal(RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("EdDSA"))));
        Assert.Equal(RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("Ed25519"))));
    }

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    public async Task TheService_KnowsRsaOnly(string algorithm)
    {
        using var api = new TestApi(mode: CompatibilityMode.Aws);
        Assert.Equal(RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For(algorithm))));
    }

    [Fact]
    public async Task Section3_1_SignaturesHave64Octets()
    {
        using var api = new TestApi();
        string token = TestApi.Token().Sign(TestKeys.For("EdDSA"));
        byte[] signature = Base64Url.DecodeFromChars(token.Split('.')[2]);

        Assert.Equal(64, signature.Length);
        foreach (byte[] other in (byte[][])[signature[..63], [.. signature, 0], [0, .. signature], signature[..32], new byte[64], new byte[114]])
        {
            Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(CompactJws.ReplaceSignature(token, other)));
        }
    }

    [Theory]
    [InlineData("Ed448", "Ed448")]
    [InlineData("ES256K", "EdDSA")]
    [InlineData("eddsa", "EdDSA")]
    public async Task Section3_1_NoOtherNameIsAccepted(string algorithm, string keyId)
    {
        using var api = new TestApi();
        string header = $$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}""";
        Assert.Equal(
            RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(CompactJws.Sign(header, Forged.ValidPayload, TestKeys.For("EdDSA"))));
    }

    private static SigningKey Signer(string algorithm, string? keyId = "a") => SigningKey.FromPrivateJwk(new JsonObject
    {
        ["kty"] = "OKP",
        ["crv"] = "Ed25519",
        ["alg"] = algorithm,
        ["kid"] = keyId,
        ["d"] = PrivateKey,
        ["x"] = PublicKey,
    });
}
