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
            : ["alg", "e", "kid", "kty", "n", "use"];
        Assert.Equal(expected, jwk.Select(member => member.Key).Order(StringComparer.Ordinal));
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
