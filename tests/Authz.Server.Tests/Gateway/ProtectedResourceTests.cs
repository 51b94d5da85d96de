using System.Text.Json.Nodes;

namespace Authz.Server.Tests.Gateway;

/// <summary>The metadata of protected resources (RFC 9728) as the gateway serves it: behind stages, beside other resources, to browsers.</summary>
public sealed class ProtectedResourceTests
{
    private const string WellKnown = "/.well-known/oauth-protected-resource";

    [Theory]
    [InlineData("$default", "https://mcp.example.com/mcp", WellKnown + "/mcp", "/mcp")]
    [InlineData("prod", "https://mcp.example.com/prod/mcp", WellKnown + "/prod/mcp", "/prod/mcp")]
    [InlineData("$default", "https://mcp.example.com/behind/a/proxy/mcp", WellKnown + "/behind/a/proxy/mcp", "/mcp")]
    public async Task Serves_Metadata_WhereTheChallengeSays(string stage, string resource, string target, string path)
    {
        await using TestGateway gateway = await StartAsync(stage, resource);

        string challenge = (await gateway.SendAsync($"POST {path}"))["WWW-Authenticate"]!;
        RawAnswer answer = await gateway.SendAsync($"GET {target}");

        Assert.Equal($"Bearer scope=\"mcp:use\", resource_metadata=\"https://mcp.example.com{target}\"", challenge);
        Assert.Equal((200, "application/json", "*"), (answer.Status, answer["Content-Type"], answer["Access-Control-Allow-Origin"]));
        Assert.Equal(resource, (string?)JsonNode.Parse(answer.Body)!["resource"]);
        Assert.Empty(gateway.Backend.Requests);
    }

    [Theory]
    [InlineData(WellKnown)]
    [InlineData(WellKnown + "/mcp")]
    [InlineData("/prod" + WellKnown + "/mcp")]
    [InlineData("/prod" + WellKnown + "/prod/mcp")]
    [InlineData("/prod" + WellKnown)]
    [InlineData("http://mcp.example.com" + WellKnown + "/prod/mcp")]
    public async Task Serves_None_AtAnotherPlace(string target)
    {
        await using TestGateway gateway = await StartAsync("prod", "https://mcp.example.com/prod/mcp");

        RawAnswer answer = await gateway.SendAsync($"GET {target}");

        Assert.NotEqual((target, 200), (target, answer.Status));
        Assert.DoesNotContain("authorization_servers", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesNothing_ThatTheRequestSays()
    {
        await using TestGateway gateway = await StartAsync("$default", "https://mcp.example.com/mcp");

        RawAnswer answer = await gateway.SendRawAsync(
            $"GET {WellKnown}/mcp HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: http\r\n"
            + "Forwarded: host=evil.example\r\nConnection: close\r\n\r\n");
        RawAnswer refused = await gateway.SendRawAsync(
            "POST /mcp HTTP/1.1\r\nHost: evil.example\r\nForwarded: host=evil.example\r\nConnection: close\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("evil", answer.Body, StringComparison.Ordinal);
        Assert.Equal(401, refused.Status);
        Assert.DoesNotContain("evil", refused["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_BrowsersOfAnyOrigin_WithoutCredentials()
    {
        await using TestGateway gateway = await StartAsync("$default", "https://mcp.example.com/mcp");

        RawAnswer preflight = await gateway.SendAsync(
            $"OPTIONS {WellKnown}/mcp", "Origin: https://inspector.example", "Access-Control-Request-Method: GET",
            "Access-Control-Request-Headers: mcp-protocol-version");
        RawAnswer answer = await gateway.SendAsync($"GET {WellKnown}/mcp", "Origin: https://app.example.com");
        RawAnswer head = await gateway.SendAsync($"HEAD {WellKnown}/mcp");
        RawAnswer refused = await gateway.SendAsync("POST /mcp", "Origin: https://app.example.com");

        Assert.Equal((204, "*", "*"), (preflight.Status, preflight["Access-Control-Allow-Origin"], preflight["Access-Control-Allow-Headers"]));
        Assert.Equal((200, "*", null), (answer.Status, answer["Access-Control-Allow-Origin"], answer["Access-Control-Allow-Credentials"]));
        Assert.Equal((200, answer["Content-Length"], ""), (head.Status, head["Content-Length"], head.Body));
        Assert.Equal("WWW-Authenticate", refused["Access-Control-Expose-Headers"]);
    }

    private static Task<TestGateway> StartAsync(string stage, string resource) => TestGateway.StartAsync((issuer, backend) =>
    {
        RouteDefinition route = new()
        {
            Authorizer = "idp",
            AuthorizationScopes = ["mcp:use"],
            Integration = new() { Type = IntegrationType.HttpProxy, Uri = backend },
        };
        ApiDefinition definition = TestGateway.Define([("ANY /mcp", route)], issuer);
        AuthorizerDefinition authorizer = definition.Authorizers["idp"] with
        {
            ProtectedResource = new ProtectedResourceDefinition { Resource = resource },
        };
        return definition with
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = authorizer },
            Cors = new CorsDefinition { AllowOrigins = ["https://app.example.com"], AllowMethods = ["POST"], AllowCredentials = true },
            Stages = new Dictionary<string, StageDefinition> { [stage] = new() },
        };
    });
}
