using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Keys.Reading;
using Authz.Testing;
using Authz.Tokens;

namespace Authz.Tests.Keys.Reading;

public sealed class Ed25519KeyReaderTests
{
    private static readonly byte[] s_x = Base64Url.DecodeFromChars(TestKeys.For("EdDSA").ToPublicJwk()["x"]!.ToString());

    public static TheoryData<string, string, string?, string> BadKeys() => new()
    {
        { "no curve", "crv", null, "its crv is not Ed25519" },
        { "the curve for key agreement", "crv", "X25519", "its crv X25519 is for key agreement and makes no signatures" },
        { "the larger curve for key agreement", "crv", "X448", "its crv X448 is for key agreement and makes no signatures" },
        { "the larger curve", "crv", "Ed448", "its crv is not Ed25519" },
        { "a curve of ECDSA", "crv", "P-256", "its crv is not Ed25519" },
        { "the curve in lower case", "crv", "ed25519", "its crv is not Ed25519" },
        { "no x", "x", null, "its x must be base64url of exactly 32 bytes" },
        { "31 bytes", "x", Base64Url.EncodeToString(s_x.AsSpan(1)), "its x must be base64url of exactly 32 bytes" },
        { "a zero before", "x", Base64Url.EncodeToString([0, .. s_x]), "its x must be base64url of exactly 32 bytes" },
        { "a zero behind", "x", Base64Url.EncodeToString([.. s_x, 0]), "its x must be base64url of exactly 32 bytes" },
        { "padding", "x", Base64Url.EncodeToString(s_x) + "=", "its x must be base64url of exactly 32 bytes" },
        { "64 bytes, the private key before it", "x", Base64Url.EncodeToString([.. s_x, .. s_x]), "of exactly 32 bytes" },
        { "alg of RSA", "alg", "RS256", "its alg is neither EdDSA nor Ed25519, the two names of the one for Ed25519" },
        { "alg of the larger curve", "alg", "Ed448", "its alg is neither EdDSA nor Ed25519" },
        { "alg in another case", "alg", "EDDSA", "its alg is neither EdDSA nor Ed25519" },
        { "its secret", "d", "AAAA", "it publishes the secret member d. Withdraw this key: its secret is known" },
        { "another type", "kty", "EC", "its crv is not P-256, P-384 or P-521" },
        { "RSA with alg EdDSA", "kty", "RSA", "it has no n or no e" },
        { "for encryption", "use", "enc", "its use is not sig" },
    };

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public void Skips_ABadKey_AndServesTheOthers(string description, string member, string? value, string cause)
    {
        JsonObject bad = TestKeys.For("EdDSA").ToPublicJwk();
        bad[member] = value;

        KeyReadResult result = Read(bad, TestKeys.For("ES256").ToPublicJwk());
        Assert.Equal((description, "ES256"), (description, Assert.Single(result.Keys!).Description.KeyId));
        string unused = Assert.Single(result.Unused).ToString();
        Assert.StartsWith("keys[0] (kid \"EdDSA\") is not used: ", unused, StringComparison.Ordinal);
        Assert.Contains(cause, unused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RS256", "its alg is not a signature algorithm of RSA")]
    [InlineData("ES256", "its alg is not ES256, the one for P-256")]
    public void Skips_AnotherKey_ThatNamesTheAlgorithm(string other, string cause)
    {
        foreach (string name in AlgorithmSet.Ed25519.Names())
        {
            JsonObject bad = TestKeys.For(other).ToPublicJwk();
            bad["alg"] = name;
            Assert.Contains(cause, Assert.Single(Read(bad, TestKeys.For("EdDSA").ToPublicJwk()).Unused).Cause, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    [InlineData(null)]
    public void Accepts_EitherNameOrNone(string? algorithm)
    {
        JsonObject jwk = TestKeys.For("EdDSA").ToPublicJwk();
        jwk["alg"] = algorithm;
        jwk["y"] = "AAAA";
        Assert.Equal(AlgorithmSet.Ed25519, Assert.Single(Read(jwk).Keys!).Algorithms);
    }

    [Fact]
    public void Counts_OneKeyUnderBothNames_AsOneKey()
    {
        JsonObject first = TestKeys.For("EdDSA").ToPublicJwk();
        JsonObject second = TestKeys.For("EdDSA").ToPublicJwk();
        second["alg"] = "Ed25519";
        Assert.Single(Read(first, second).Keys!);
    }

    private static KeyReadResult Read(params JsonObject[] keys) =>
        JwksReader.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{{string.Join(',', keys.Select(key => key.ToJsonString()))}}]}"""));
}
