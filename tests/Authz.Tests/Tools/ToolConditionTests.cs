using System.Text.Json.Nodes;

namespace Authz.Tests.Tools;

/// <summary>Conditions of tools: of each call, after the route's own and after all scopes.</summary>
public sealed class ToolConditionTests
{
    private static readonly RouteDefinition s_route = new()
    {
        Authorizer = "idp",
        AuthorizationScopes = ["mcp:use"],
        Tools = new Dictionary<string, ToolDefinition>
        {
            ["time"] = new(),
            ["get_weather"] = new() { Condition = Equals("claims:tenant", "north", "south") },
            ["set_weather"] = new() { AllScopes = ["weather:write"], Condition = Equals("claims:/org/role", "admin") },
            ["near"] = new() { Condition = Equals("request:header.x-region", "${claims:region}") },
            ["*"] = new() { Condition = Equals("claims:beta", "yes") },
        },
    };

    [Theory]
    [InlineData("a tool without one", "{}", "time", null)]
    [InlineData("one that holds", """{"tenant":"south"}""", "get_weather", null)]
    [InlineData("one that does not", """{"tenant":"east"}""", "get_weather", RefusalReason.ConditionUnmet)]
    [InlineData("a claim that is missing", "{}", "get_weather", RefusalReason.ConditionUnmet)]
    [InlineData("a claim of another type", """{"tenant":["south"]}""", "get_weather", RefusalReason.ConditionUnmet)]
    [InlineData("scopes before conditions", """{"org":{"role":"guest"}}""", "set_weather", RefusalReason.ScopeMissing)]
    [InlineData("scopes and no condition", """{"org":{"role":"guest"},"scope":"mcp:use weather:write"}""", "set_weather", RefusalReason.ConditionUnmet)]
    [InlineData("scopes and condition", """{"org":{"role":"admin"},"scope":"mcp:use weather:write"}""", "set_weather", null)]
    [InlineData("the request against the token", """{"region":"eu"}""", "near", null)]
    [InlineData("another request against the token", """{"region":"us"}""", "near", RefusalReason.ConditionUnmet)]
    [InlineData("two calls that hold", """{"tenant":"south","region":"eu"}""", "get_weather,near,time", null)]
    [InlineData("two calls of which one does not", """{"tenant":"south","region":"us"}""", "get_weather,near", RefusalReason.ConditionUnmet)]
    [InlineData("two calls of which the first does not", """{"tenant":"east","region":"eu"}""", "get_weather,near", RefusalReason.ConditionUnmet)]
    [InlineData("another tool by the entry for those", """{"beta":"yes"}""", "anything", null)]
    [InlineData("another tool against the entry for those", """{"beta":"no"}""", "anything", RefusalReason.ConditionUnmet)]
    [InlineData("no call at all", "{}", "", null)]
    public async Task Decides_EachCall(string description, string claims, string tools, RefusalReason? reason)
    {
        string token = Mint(claims);
        foreach (long remembered in new long[] { 0, 1 << 20 })
        {
            using TestApi api = new(route: _ => s_route, rememberedTokenBytes: remembered, readsTools: true);

            // At first sight, and again.
            for (int round = 0; round < 2; round++)
            {
                AuthorizationDecision decision = await api.Authorizer.AuthorizeAsync(Call(token, tools));

                Assert.Equal((description, reason), (description, decision.Reason));
                Assert.Equal(reason is null, decision.Token is not null);
                Assert.Equal(reason, api.Authorizer.Authorize(Call(token, tools)).Reason);
            }
        }
    }

    [Fact]
    public void Tells_TheClientNothingOfTheCondition()
    {
        using TestApi api = new(route: _ => s_route, readsTools: true);
        using TestApi resource = new(
            route: _ => s_route, readsTools: true,
            authorizer: idp => idp with { ProtectedResource = new() { Resource = "https://a.example/mcp", AuthorizationServers = ["https://id.example"] } });

        AuthorizationDecision decision = api.Authorizer.Authorize(Call(Mint("{}"), "get_weather"));

        Assert.Equal((403, null), (decision.StatusCode, decision.Challenge));
        Assert.DoesNotContain("tenant", decision.Explanation, StringComparison.Ordinal);
        Assert.Equal(
            "Bearer resource_metadata=\"https://a.example/.well-known/oauth-protected-resource/mcp\"",
            resource.Authorizer.Authorize(Call(Mint("{}"), "get_weather")).Challenge);
    }

    [Fact]
    public async Task Explains_TheTermsOfEachTool()
    {
        using TestApi api = new(route: _ => s_route, readsTools: true);

        ExplanationStep refused = (await api.Authorizer.ExplainAsync(Call(Mint("""{"tenant":"east","region":"eu"}"""), "get_weather,near"))).RefusedStep!;

        Assert.Equal(DecisionCheck.Tools, refused.Check);
        Assert.Equal("for 'get_weather' that its condition holds; for 'near' that its condition holds", refused.Expected);
        Assert.Equal([("get_weather", false), ("near", true)], refused.Terms.Select(term => (term.Tool!, term.IsMet)));
        Assert.Contains("claims:tenant is", refused.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_WhatItWrites()
    {
        ApiDefinition definition = TestApi.Define(
            CompatibilityMode.Standard, new JwtConfiguration { Issuer = "https://a.example", Audience = ["a"] }, s_route);

        byte[] written = ApiDefinitionWriter.Write(definition);
        ApiDefinition read = ApiDefinitionReader.Read(written);

        Assert.Equal(written, ApiDefinitionWriter.Write(read));
        Assert.Equal(
            "claims:/org/role", Assert.Single(Assert.Single(read.Routes.Values.Single().Tools!["set_weather"].Condition!).Terms).Key);
    }

    [Theory]
    [InlineData("StringEqual", "claims:a", "/routes/GET ~1pets/tools/get/condition/0/StringEqual", "is not an operator")]
    [InlineData("StringEquals", "claim:a", "/routes/GET ~1pets/tools/get/condition/0/StringEquals/claim:a", "is not a key")]
    [InlineData("StringEquals", "request:path.id", "/routes/GET ~1pets/tools/get/condition/0/StringEquals/request:path.id", "no path variable")]
    [InlineData("IpAddress", "context:identity.sourceIp", "/routes/GET ~1pets/tools/get/condition", "does not know", "10.0.0.0/8")]
    public void Reports_WhatIsWrongWithOne(string name, string key, string path, string problem, string value = "b")
    {
        RouteDefinition route = new()
        {
            Authorizer = "idp",
            Tools = new Dictionary<string, ToolDefinition> { ["get"] = new() { Condition = [new(new ConditionTerm(name, key, value))] } },
        };
        ApiDefinition definition = TestApi.Define(
            CompatibilityMode.Standard, new JwtConfiguration { Issuer = "https://a.example", Audience = ["a"] }, route);

        DefinitionProblem found = Assert.Throws<ApiDefinitionException>(
            () => new ApiAuthorizer(definition, new ApiAuthorizerOptions { ReadsTools = true })).Problems.Single();

        Assert.Equal(path, found.Path);
        Assert.Contains(problem, found.Message, StringComparison.Ordinal);
    }

    private static ConditionBlock[] Equals(string key, params string[] values) => [new(new ConditionTerm("StringEquals", key, values))];

    private static string Mint(string claims)
    {
        Authz.Testing.TestToken token = TestApi.Token().With("scope", "mcp:use");
        foreach ((string name, JsonNode? value) in JsonNode.Parse(claims)!.AsObject())
        {
            token.With(name, value?.DeepClone());
        }

        return token.Sign(TestKeys.For("ES256"));
    }

    private static AuthorizationRequest Call(string token, string tools) => new("GET", "/pets", HeaderSource.From(new Dictionary<string, string>
    {
        ["Authorization"] = $"Bearer {token}",
        ["X-Region"] = "eu",
    }))
    {
        Tools = ToolSource.Of(new RequestedTools(tools.Split(',', StringSplitOptions.RemoveEmptyEntries))),
    };
}
