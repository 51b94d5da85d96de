using System.Text.Json.Nodes;

namespace Authz.Testing.Tests;

public sealed class SigningKeyTests
{
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
