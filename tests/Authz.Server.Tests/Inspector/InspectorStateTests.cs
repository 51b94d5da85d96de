using System.Text.Json.Nodes;
using Authz.Server.Checks;
using Authz.Server.Inspector;
using Authz.Testing;

namespace Authz.Server.Tests.Inspector;

public sealed class InspectorStateTests
{
    private static readonly SigningKey s_key = SigningKey.Create("RS256", "good");

    [Fact]
    public async Task Names_KeysThatAreNotUsed_WithTheCause()
    {
        JsonNode issuer = (await WriteAsync())["issuers"]![0]!;

        string warning = (string)issuer["warnings"]!.AsArray().Single()!;
        Assert.StartsWith("keys[0] (kid ", warning, StringComparison.Ordinal);
        Assert.Contains("weak", warning, StringComparison.Ordinal);
        Assert.Contains(" is not used: ", warning, StringComparison.Ordinal);
        Assert.Equal("good", (string?)issuer["keys"]!.AsArray().Single()!["keyId"]);
    }

    [Fact]
    public async Task Says_WhichRoutesAnyoneMayCall()
    {
        JsonNode state = await WriteAsync();

        Assert.Equal(
            ["GET /open True", "GET /optional True", "GET /protected False"],
            state["routes"]!.AsArray().Select(route => $"{route!["key"]} {(bool)route["allowsAnonymous"]!}"));
    }

    [Fact]
    public async Task Says_InWords_WhoMayHaveARoute()
    {
        JsonNode route = (await WriteAsync())["routes"]!.AsArray().Single(route => (string?)route!["key"] == "GET /protected")!;

        Assert.Equal("claim tenant is \"acme\"", (string?)route["condition"]);
        Assert.Equal("authenticated as phr in the last 300 s", (string?)route["stepUp"]);
        Assert.Equal(
            "https://id.example.com/: claim token_use is \"access\"",
            $"{route["issuerConditions"]![0]!["issuer"]}: {route["issuerConditions"]![0]!["words"]}");
    }

    [Fact]
    public async Task Says_HowSignaturesAreVerified()
    {
        string before = SignatureReport.Describe();
        string? shown = (string?)(await WriteAsync())["signatures"];

        // Other tests may try an algorithm meanwhile.
        Assert.Contains(shown, (string[])[before, SignatureReport.Describe()]);
    }

    private static async Task<JsonNode> WriteAsync()
    {
        string keys = $$"""{"keys":[{"kty":"RSA","kid":"weak","n":"AQ","e":"AQAB"},{{s_key.ToPublicJwk().ToJsonString()}}]}""";
        using ApiAuthorizer authorizer = new(new ApiDefinitionBuilder()
            .AddAuthorizer("idp", new AuthorizerDefinition
            {
                JwtConfiguration =
                [
                    new JwtConfiguration
                    {
                        Issuer = "https://id.example.com/",
                        Audience = ["api"],
                        Jwks = keys,
                        Condition = [new(new ConditionTerm("StringEquals", "claims:token_use", "access"))],
                    },
                ],
            })
            .AddOpenRoute("GET /open")
            .AddRoute("GET /optional", new RouteDefinition { Authorizer = "idp", TokenRequired = false })
            .AddRoute("GET /protected", new RouteDefinition
            {
                Authorizer = "idp",
                Condition = [new(new ConditionTerm("StringEquals", "claims:tenant", "acme"))],
                StepUp = new StepUpDefinition { AcrValues = ["phr"], MaxAge = TimeSpan.FromMinutes(5) },
            })
            .Build());
        await authorizer.WarmUpAsync();
        InspectedApi api = new(authorizer, Target: null, Array.Empty<Finding>(), new DecisionCounts());
        return JsonNode.Parse(InspectorState.Write(api, DateTimeOffset.UnixEpoch))!;
    }
}
