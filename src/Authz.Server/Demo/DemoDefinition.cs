namespace Authz.Server.Demo;

/// <summary>The API that the demo guards.</summary>
internal static class DemoDefinition
{
    public const string Audience = "pets-api";

    private static readonly ConditionBlock s_ownShop = new(new ConditionTerm("StringEquals", "claims:shop", "${request:path.shop}"));

    public static ApiDefinition Create(string issuer, string backend) => new()
    {
        Name = "pets",
        Authorizers = new Dictionary<string, AuthorizerDefinition>
        {
            ["idp"] = new() { JwtConfiguration = [new JwtConfiguration { Issuer = issuer, Audience = [Audience] }] },
        },
        Routes = new Dictionary<string, RouteDefinition>
        {
            ["POST /mcp"] = CreateRoute(backend + "/mcp", "pets:read") with
            {
                Tools = new Dictionary<string, ToolDefinition>
                {
                    ["find_pet"] = new(),
                    ["sell_pet"] = new() { AllScopes = ["pets:write"] },
                },
            },
            ["GET /pets"] = CreateRoute(backend + "/pets", "pets:read"),
            ["GET /pets/{id}"] = CreateRoute(backend + "/pets/{id}", "pets:read", "pets:admin"),
            ["POST /pets"] = CreateRoute(backend + "/pets") with { AllScopes = ["pets:write", "pets:admin"] },
            ["GET /shops/{shop}/pets"] = CreateRoute(backend + "/shops/{shop}/pets") with { Condition = [s_ownShop] },
            ["GET /health"] = new() { IsOpen = true, Integration = new IntegrationDefinition { Uri = backend + "/health" } },
        },
    };

    private static RouteDefinition CreateRoute(string uri, params string[] anyOf) => new()
    {
        Authorizer = "idp",
        AuthorizationScopes = anyOf,
        Integration = new IntegrationDefinition { Uri = uri },
    };
}
