namespace Authz.Tests.Definitions.Validation;

public sealed class RouteValidatorTests
{
    private const string Route = "/routes/GET ~1pets~1{id}";

    [Fact]
    public void Accepts_AnOpenRoute() =>
        Assert.Empty(TestDefinitions.Problems(TestDefinitions.With(new RouteDefinition { IsOpen = true })));

    [Fact]
    public void Rejects_AnEmptyRoute() => Assert.Equal(
        $"{Route}/authorizer: The route names no authorizer. Add 'authorizer', or make the route open with 'authorizationType': 'NONE'.",
        TestDefinitions.Problems(TestDefinitions.With(new RouteDefinition())));

    [Fact]
    public void Rejects_AnOpenRouteWithAnAuthorizer() => Assert.Equal(
        $"{Route}/authorizer: The route is open and names an authorizer. Remove 'authorizer' or 'authorizationType': 'NONE'.",
        TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Route with { IsOpen = true })));

    [Fact]
    public void Rejects_ScopesOnAnOpenRoute() => Assert.Equal(
        $"{Route}/authorizationScopes: The route is open and asks for scopes. Remove the scopes, or name an authorizer.\n" +
        $"{Route}/allScopes: The route is open and asks for scopes. Remove the scopes, or name an authorizer.",
        TestDefinitions.Problems(
            TestDefinitions.With(new RouteDefinition { IsOpen = true, AuthorizationScopes = ["a"], AllScopes = ["b"] })));

    [Fact]
    public void Rejects_WebSocketsBesideTools() => Assert.Contains(
        $"{Route}/integration/webSockets: The route has tools, and nobody reads which of them a WebSocket's messages call. Remove it, or the tools.",
        TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Route with
        {
            Integration = new IntegrationDefinition { Uri = "http://backend", WebSockets = true },
            Tools = new Dictionary<string, ToolDefinition> { ["*"] = new() },
        })),
        StringComparison.Ordinal);

    [Fact]
    public void Rejects_WebSocketsBesideProofs()
    {
        ApiDefinition definition = TestDefinitions.With(
            TestDefinitions.Route with { Integration = new IntegrationDefinition { Uri = "http://backend", WebSockets = true } });
        Assert.Empty(TestDefinitions.Problems(definition));

        Assert.Equal(
            $"{Route}/integration/webSockets: The route's authorizer asks for DPoP proofs, and an open WebSocket must be judged again without asking. "
            + "Remove it, or use an authorizer of bearer tokens.",
            TestDefinitions.Problems(definition with
            {
                Authorizers = definition.Authorizers.ToDictionary(one => one.Key, one => one.Value with
                {
                    TokenBinding = new TokenBinding { Dpop = TokenBindingRule.Allowed, Origins = ["https://api.example"] },
                }),
            }));
    }

    [Theory]
    [InlineData("ipd", "Did you mean 'idp'?")]
    [InlineData("IDP", "Did you mean 'idp'?")]
    [InlineData("customers", "Define it under 'authorizers'.")]
    [InlineData("", "Define it under 'authorizers'.")]
    public void Rejects_AnUnknownAuthorizer(string name, string remedy) => Assert.Equal(
        $"{Route}/authorizer: There is no authorizer '{name}'. {remedy}",
        TestDefinitions.Problems(TestDefinitions.With(new RouteDefinition { Authorizer = name })));

    [Theory]
    [InlineData("pets:read", true)]
    [InlineData("https://api.example.com/pets.read", true)]
    [InlineData("!#[]^`{|}~", true)]
    [InlineData("", false)]
    [InlineData("pets read", false)]
    [InlineData("pets\"read", false)]
    [InlineData("pets\\read", false)]
    [InlineData("pets\u00A0read", false)]
    [InlineData("pöts", false)]
    public void Rejects_OtherScopes(string scope, bool isScope)
    {
        const string Remedy = "Write one scope for each item: visible ASCII without spaces, quotes and backslashes.";
        string expected = isScope
            ? ""
            : $"{Route}/authorizationScopes/1: '{scope}' is not a scope. {Remedy}\n{Route}/allScopes/0: '{scope}' is not a scope. {Remedy}";

        Assert.Equal(
            expected, TestDefinitions.Problems(
                TestDefinitions.With(TestDefinitions.Route with { AuthorizationScopes = ["a", scope], AllScopes = [scope] })));
    }

    [Fact]
    public void Rejects_ScopesBesideALambdaAuthorizer()
    {
        const string Problem = "The route's authorizer is a function, which decides alone: scopes would be ignored. " +
            "Remove the scopes, or use a JWT authorizer.";

        Assert.Equal($"{Route}/authorizationScopes: {Problem}", Problems(new RouteDefinition { AuthorizationScopes = ["a"] }));
        Assert.Equal($"{Route}/allScopes: {Problem}", Problems(new RouteDefinition { AllScopes = ["a"] }));
        Assert.Empty(Problems(new RouteDefinition()));

        static string Problems(RouteDefinition route) => TestDefinitions.Problems(
            TestDefinitions.With(route with { Authorizer = "gate" }) with
            {
                LambdaAuthorizers = new Dictionary<string, LambdaAuthorizerDefinition> { ["gate"] = new() { AuthorizerUri = "gate" } },
            });
    }

    [Theory]
    [InlineData("ten in aws", CompatibilityMode.Aws, 10, "")]
    [InlineData(
        "eleven in aws", CompatibilityMode.Aws, 11,
        $"{Route}/authorizationScopes: A route has at most 10 scopes in 'aws' compatibility. Ask for fewer scopes.")]
    [InlineData("eleven", CompatibilityMode.Standard, 11, "")]
    public void Rejects_MoreScopesThanTheServiceAllows(string description, CompatibilityMode mode, int count, string expected)
    {
        string[] scopes = [.. Enumerable.Range(0, count).Select(index => $"s{index}")];
        ApiDefinition definition = TestDefinitions.With(TestDefinitions.Route with { AuthorizationScopes = scopes }) with
        {
            Compatibility = mode,
        };

        Assert.Equal((description, expected), (description, TestDefinitions.Problems(definition)));
    }
}
