using System.Text.Json.Nodes;

namespace Authz.Testing.Policies.Tests;

/// <summary>Cases whose requests call tools of the Model Context Protocol.</summary>
public sealed class ToolCaseTests : IDisposable
{
    private readonly PolicySuite _suite = new(new ApiDefinitionBuilder()
        .AddJwtAuthorizer("idp", "https://a.example", "a")
        .AddRoute("ANY /mcp", new RouteDefinition
        {
            Authorizer = "idp",
            Tools = new Dictionary<string, ToolDefinition>
            {
                ["get"] = new(),
                ["=?base64?"] = new(),
                ["Grüße"] = new(),
                ["set"] = new() { AllScopes = ["admin"] },
            },
        })
        .AddRoute("GET /pets", "idp")
        .Build());

    [Theory]
    [InlineData("POST", "get")]
    [InlineData("POST", "get", "Mcp-Name", "get")]
    [InlineData("POST", "get", "mcp-name", "=?base64?Z2V0?=")]
    [InlineData("POST", "Grüße", "Mcp-Name", "=?base64?R3LDvMOfZQ==?=")]
    [InlineData("POST", "get", "Mcp-Method", "tools/call")]
    [InlineData("POST", null, "Mcp-Method", "tools/list")]
    [InlineData("GET", null)]
    public void Allows_AToolThatMethodAndHeadersAgreeWith(string method, string? tool, string? header = null, string? value = null) =>
        Assert.True(Run(method, tool, header, value).Explanation.Decision.IsAllowed);

    [Theory]
    [InlineData("GET", "get")]
    [InlineData("GET", null, "Mcp-Name", "get")]
    [InlineData("GET", null, "Mcp-Method", "tools/list")]
    [InlineData("POST", "get", "Mcp-Name", "set")]
    [InlineData("POST", "get", "Mcp-Name", "=?base64?c2V0?=")]
    [InlineData("POST", "get", "Mcp-Name", "=?BASE64?Z2V0?=")]
    [InlineData("POST", "get", "Mcp_Name", "get")]
    [InlineData("POST", "=?base64?", "Mcp-Name", "=?base64?")]
    [InlineData("POST", "Grüße", "Mcp-Name", "Grüße")]
    [InlineData("POST", "get", "Mcp-Method", "tools/list")]
    [InlineData("POST", null, "Mcp-Method", "tools/call")]
    public void Refuses_AToolThatMethodOrHeadersContradict(string method, string? tool, string? header = null, string? value = null)
    {
        PolicyResult result = Run(method, tool, header, value);

        Assert.Equal(RefusalReason.ToolAmbiguous, result.Explanation.Decision.Reason);
        Assert.False(result.HasPassed);
    }

    [Fact]
    public void Fails_ACaseWithAToolOnARouteWithoutTools()
    {
        PolicyResult result = _suite.Run(Case("GET", "/pets", "get", headers: null));

        Assert.StartsWith("The route 'GET /pets' has no 'tools': nobody looks at the tool 'get'.", result.Failure, StringComparison.Ordinal);
    }

    public void Dispose() => _suite.Dispose();

    private PolicyResult Run(string method, string? tool, string? header, string? value) =>
        _suite.Run(Case(method, "/mcp", tool, header is null ? null : new Dictionary<string, string> { [header] = value! }));

    private static PolicyCase Case(string method, string target, string? tool, Dictionary<string, string>? headers) => new()
    {
        Name = "a case",
        Method = method,
        Target = target,
        Tool = tool,
        RequestHeaders = headers,
        Claims = new JsonObject(),
        Outcome = AuthorizationOutcome.Allowed,
    };
}
