using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Authz.Testing.Tests;

public sealed class SigningKeyTests
{
    // openssl genpkey -algorithm ed25519
    private const string Ed25519Pem = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIAKk7gsGVzwvRKVD8XC2V+dGwcGEW81f3LboU3dYq9Dh
        -----END PRIVATE KEY-----
        """;

    public static TheoryData<string> Algorithms => [.. SigningKey.SupportedAlgorithms];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Accepts_ItsTokensByItsPublicJwk(string algorithm)
    {
        FakeIssuer issuer = new(algorithms: [algorithm]);

        Assert.Null(await Oracle.Refuse(issuer.Mint("pets-api"), issuer.CurrentKey, issuer.Issuer, "pets-api"));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Keeps_ThePrivatePartToItself(string algorithm)
    {
        JsonObject jwk = SigningKey.Create(algorithm).ToPublicJwk();

        string[] expected = algorithm.StartsWith("ES", StringComparison.Ordinal)
            ? ["alg", "crv", "kid", "kty", "use", "x", "y"]
            : algorithm.StartsWith("Ed", StringComparison.Ordinal)
            ? ["alg", "crv", "kid", "kty", "use", "x"]
            : ["alg", "e", "kid", "kty", "n", "use"];
        Assert.Equal(expected, jwk.Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Keeps_AKeyAsAPrivateJwk(string algorithm)
    {
        SigningKey key = SigningKey.Create(algorithm, "first");
        JsonObject kept = JsonNode.Parse(key.ToPrivateJwk().ToJsonString())!.AsObject();

        FakeIssuer again = FakeIssuer.FromKeys("https://issuer.example", [SigningKey.FromPrivateJwk(kept)]);

        Assert.Equal((key.KeyId, algorithm), (again.CurrentKey.KeyId, again.CurrentKey.Algorithm));
        Assert.Null(await Oracle.Refuse(again.Mint("pets-api"), key, again.Issuer, "pets-api"));
    }

    [Theory]
    [InlineData("a public key", "ES256", "d", null)]
    [InlineData("a number as text", "ES256", "d", "5")]
    [InlineData("no base64url", "RS256", "p", "\"+/=\"")]
    [InlineData("another curve", "ES256", "alg", "\"ES384\"")]
    [InlineData("a point that is not on the curve", "ES256", "x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"")]
    [InlineData("no algorithm", "ES256", "alg", null)]
    [InlineData("an Ed25519 public key", "EdDSA", "d", null)]
    [InlineData("an Ed25519 key of 31 octets", "EdDSA", "d", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"")]
    [InlineData("another key's x", "Ed25519", "x", "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"")]
    public void Rejects_WhatIsNoPrivateJwk(string description, string algorithm, string member, string? value)
    {
        Assert.NotEmpty(description);
        JsonObject jwk = SigningKey.Create(algorithm).ToPrivateJwk();
        jwk[member] = value is null ? null : JsonNode.Parse(value);

        Assert.Throws<ArgumentException>(() => SigningKey.FromPrivateJwk(jwk));
    }

    public static TheoryData<string, string> Pems() => new()
    {
        { "RS256", RSA.Create(2048).ExportPkcs8PrivateKeyPem() },
        { "RS256", RSA.Create(2048).ExportRSAPrivateKeyPem() },
        { "ES256", ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem() },
        { "ES384", ECDsa.Create(ECCurve.NamedCurves.nistP384).ExportECPrivateKeyPem() },
        { "EdDSA", Ed25519Pem },
        { "EdDSA", Ed25519Pem.ReplaceLineEndings("\r\n") },
    };

    [Theory]
    [MemberData(nameof(Pems), DisableDiscoveryEnumeration = true)]
    public async Task Signs_WithAKeyOfPem(string algorithm, string pem)
    {
        SigningKey key = SigningKey.FromPrivatePem(pem, "first");
        FakeIssuer issuer = FakeIssuer.FromKeys("https://issuer.example", [key]);

        Assert.Equal((algorithm, "first"), (key.Algorithm, key.KeyId));
        Assert.Null(await Oracle.Refuse(issuer.Mint("pets-api"), key, issuer.Issuer, "pets-api"));
    }

    // The public half as openssl pkey -pubout prints it.
    [Fact]
    public void Reads_AnEd25519KeyAsOpensslDoes() => Assert.Equal(
        "GmteAOVw-aRGYAw33GSpMJcHXdx8gPDy-Zak_T0DiAc", SigningKey.FromPrivatePem(Ed25519Pem).ToPublicJwk()["x"]!.GetValue<string>());

    [Fact]
    public void Rejects_PemThatIsNoPrivateKey()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa other = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        string[] pems =
        [
            "", "x", rsa.ExportSubjectPublicKeyInfoPem(), other.ExportPkcs8PrivateKeyPem(), Ed25519Pem.Replace("MC4C", "MC4D", StringComparison.Ordinal),
            rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)),
        ];
        Assert.All(pems, pem => Assert.Throws<ArgumentException>(() => SigningKey.FromPrivatePem(pem)));
    }

    [Fact]
    public void Names_AKeyByItsThumbprintUnlessNamed()
    {
        Assert.Equal(43, SigningKey.Create("ES256").KeyId.Length);
        Assert.Equal("first", SigningKey.Create("ES256", "first").KeyId);
    }

    [Fact]
    public void Makes_RsaKeysOfAGivenSize() =>
        Assert.Equal(128, SigningKey.CreateRsa("RS256", 1024).Sign("x"u8).Length);

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("rs256")]
    public void Rejects_AnUnsupportedAlgorithmByName(string algorithm) =>
        Assert.Contains(
            $"'{algorithm}' is not a signature algorithm", Assert.Throws<ArgumentException>(() => SigningKey.Create(algorithm)).Message,
            StringComparison.Ordinal);
}
