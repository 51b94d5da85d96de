using Authz.Server.Tests.Gateway;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>What an allowed request is upstream: target and body as the client sent them, and mapped headers from authz alone.</summary>
public sealed class HandedOnTests
{
    private const string Audience = "pets-api";

    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Accepts_WithTargetBodyAndMappedHeaders(string proxyName)
    {
        FakeIssuer issuer = new();
        await using ProxyUnderTest proxy = await ProxyUnderTest.StartAsync(
            proxyName, Define(issuer.Issuer), new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        string token = $"Authorization: Bearer {issuer.Token(Audience).With("sub", "päivi").Sign(issuer.CurrentKey)}";

        RawAnswer answer = await TestGateway.SendRawAsync(
            proxy.Address,
            $"POST /pets/%C3%A4%20b?x=%2F&y=a+b HTTP/1.1\r\nHost: api.example\r\nConnection: close, X-User\r\n{token}\r\n" +
            "X-User: admin\r\nX-Role: root\r\nAccept-Language: fi\r\nContent-Length: 4\r\n\r\nbody");

        Assert.Equal(200, answer.Status);
        string arrived = Assert.Single(proxy.Backend.Requests);
        Assert.StartsWith("POST /pets/%C3%A4%20b?x=%2F&y=a+b HTTP/1.1\r\n", arrived, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nbody", arrived, StringComparison.Ordinal);
        Assert.Equal("p%C3%A4ivi", ClaimMapping.FindHeader(arrived, "X-User"));
        Assert.Equal("fi, en", ClaimMapping.FindHeader(arrived, "Accept-Language"));
        Assert.Equal("192.0.2.1 no", ClaimMapping.FindHeader(arrived, "X-Client")?.Replace("127.0.0.1", "192.0.2.1", StringComparison.Ordinal));
        Assert.Null(ClaimMapping.FindHeader(arrived, "X-Role"));
        Assert.DoesNotContain("Connection: close, X-User", arrived, StringComparison.OrdinalIgnoreCase);
    }

    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Rejects_AnIdentityOfTheClientsOnEveryRoute(string proxyName)
    {
        FakeIssuer issuer = new();
        await using ProxyUnderTest proxy = await ProxyUnderTest.StartAsync(
            proxyName, Define(issuer.Issuer), new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });

        await proxy.SendAsync("GET /open", "X-User: admin", "X-Role: root", "Accept-Language: fi");

        string arrived = Assert.Single(proxy.Backend.Requests);
        Assert.Null(ClaimMapping.FindHeader(arrived, "X-User"));
        Assert.Null(ClaimMapping.FindHeader(arrived, "X-Role"));
        Assert.Equal("fi", ClaimMapping.FindHeader(arrived, "Accept-Language"));
    }

    /// <summary>A configuration that was printed for an older definition does not remove what a newer one maps: authz refuses, not the proxy.</summary>
    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Rejects_AnIdentityThatAnOlderConfigurationLetsPass(string proxyName)
    {
        FakeIssuer issuer = new();
        ApiDefinition definition = Define(issuer.Issuer);
        ApiDefinition older = definition with
        {
            Routes = definition.Routes.ToDictionary(route => route.Key, route => route.Value with { Integration = null }),
        };
        await using DeciderUnderTest decider = await DeciderUnderTest.StartAsync(
            definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() }, proxyName);
        Requirement.Program(proxyName);
        await using ProxyUnderTest proxy = await ProxyUnderTest.StartAsync(proxyName, older, decider.ForwardAuth);

        Assert.Equal(400, (await proxy.SendAsync("GET /open", "X-User: admin")).Status);
        Assert.Equal(400, (await proxy.SendAsync("GET /open", "x-role: root")).Status);
        Assert.Equal(200, (await proxy.SendAsync("GET /open", "Accept-Language: fi")).Status);
        Assert.Single(proxy.Backend.Requests);
    }

    /// <summary>The host that a condition asks about is the one that the upstream gets.</summary>
    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Rejects_ByTheClientsHost(string proxyName)
    {
        FakeIssuer issuer = new();
        RouteDefinition route = new()
        {
            Authorizer = "idp",
            Condition = [new(new ConditionTerm("StringNotEquals", "request:header.host", "internal.example"))],
        };
        await using ProxyUnderTest proxy = await ProxyUnderTest.StartAsync(
            proxyName,
            new ApiDefinitionBuilder().AddJwtAuthorizer("idp", issuer.Issuer, Audience).AddRoute("GET /a", route).Build(),
            new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });

        Assert.Equal(200, (await AskAsync("api.example")).Status);
        Assert.Equal(403, (await AskAsync("internal.example")).Status);
        Assert.Contains("\r\nHost: api.example\r\n", Assert.Single(proxy.Backend.Requests), StringComparison.Ordinal);

        Task<RawAnswer> AskAsync(string host) => TestGateway.SendRawAsync(
            proxy.Address,
            $"GET /a HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAuthorization: Bearer {issuer.Mint(Audience)}\r\n\r\n");
    }

    private static ApiDefinition Define(string issuer) => new ApiDefinitionBuilder()
        .AddJwtAuthorizer("idp", issuer, Audience)
        .AddRoute("POST /pets/{id}", new RouteDefinition
        {
            Authorizer = "idp",
            Integration = new IntegrationDefinition
            {
                Uri = "http://127.0.0.1:1",
                RequestParameters = new Dictionary<string, string>
                {
                    ["overwrite:header.x-user"] = "$context.authorizer.claims.sub",
                    ["overwrite:header.x-role"] = "$context.authorizer.claims.role",
                    ["overwrite:header.x-client"] = "${context.identity.sourceIp} no",
                    ["append:header.accept-language"] = "en",
                },
            },
        })
        .AddOpenRoute("GET /open")
        .Build();
}
