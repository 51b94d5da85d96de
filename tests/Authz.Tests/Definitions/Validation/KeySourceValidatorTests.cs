using Authz.Definitions.Validation;
using Authz.Testing;

namespace Authz.Tests.Definitions.Validation;

public sealed class KeySourceValidatorTests
{
    private static readonly string s_keySet = new FakeIssuer().CreateKeySet().ToJsonString();

    [Fact]
    public void Accepts_EachSourceAlone()
    {
        Assert.Empty(
            Problems(new JwtConfiguration { Issuer = "https://id.example", Audience = ["a"], JwksUri = "https://id.example/keys" }));
        Assert.Empty(Problems(new JwtConfiguration { Issuer = "https://id.example", Audience = ["a"], JwksFile = "keys.json" }));
        Assert.Empty(Problems(new JwtConfiguration { Issuer = "https://id.example", Audience = ["a"], Jwks = s_keySet }));
    }

    [Fact]
    public void Accepts_AKeySetWrittenIntoTheFile()
    {
        string definition = """
            {"authorizers":{"idp":{"type":"JWT","jwtConfiguration":{"issuer":"https://id.example","audience":["a"],"jwks":KEYSET}}},
             "routes":{"GET /pets":{"authorizer":"idp"}}}
            """.Replace("KEYSET", s_keySet, StringComparison.Ordinal);

        ApiDefinition read = ApiDefinitionReader.Read(System.Text.Encoding.UTF8.GetBytes(definition));

        Assert.Equal(s_keySet, read.Authorizers["idp"].JwtConfiguration[0].Jwks);
    }

    [Fact]
    public void Rejects_TwoSources()
    {
        DefinitionProblem problem = Assert.Single(Problems(new JwtConfiguration
        {
            Issuer = "https://id.example",
            Audience = ["a"],
            JwksUri = "https://id.example/keys",
            Jwks = s_keySet,
        }));

        Assert.Equal("/authorizers/idp/jwtConfiguration/0/jwks", problem.Path);
        Assert.Equal("The keys have more than one source: jwksUri and jwks.", problem.Message);
    }

    [Theory]
    [InlineData("no JSON", "{")]
    [InlineData("no keys", "{\"keys\":[]}")]
    [InlineData("a secret", "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"1\",\"k\":\"AAAA\"}]}")]
    public void Rejects_AnInlineKeySetWithoutAUsableKey(string description, string keySet)
    {
        DefinitionProblem problem = Assert.Single(
            Problems(new JwtConfiguration { Issuer = "https://id.example", Audience = ["a"], Jwks = keySet }));

        Assert.True(problem.Path.EndsWith("/jwks", StringComparison.Ordinal), description);
    }

    [Fact]
    public void Rejects_AnEmptyPath() =>
        Assert.Equal(
            "The path is empty.",
            Assert.Single(Problems(new JwtConfiguration { Issuer = "https://id.example", Audience = ["a"], JwksFile = " " })).Message);

    private static IReadOnlyList<DefinitionProblem> Problems(JwtConfiguration entry)
    {
        var definition = new ApiDefinition
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = new() { JwtConfiguration = [entry] } },
            Routes = new Dictionary<string, RouteDefinition> { ["GET /pets"] = new() { Authorizer = "idp" } },
        };
        return DefinitionValidator.Validate(definition);
    }
}
