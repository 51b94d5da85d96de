using Authz.Server.Tests.Gateway;
using Authz.Testing;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>A header that authz both reads and sets: authz gets the client's, the upstream authz's alone.</summary>
public sealed class ReadAndMappedTests
{
    private const string Audience = "pets-api";

    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Accepts_ATokenInAHeaderThatIsOverwritten(string proxyName)
    {
        FakeIssuer issuer = new();
        await using ProxyUnderTest proxy = await StartAsync(proxyName, issuer);

        RawAnswer answer = await proxy.SendAsync("GET /pets", $"X-Token: {issuer.Mint(Audience)}", "X-Region: eu", "X-Trace: t1");

        Assert.Equal(200, answer.Status);
        string arrived = Assert.Single(proxy.Backend.Requests);
        Assert.Equal("test-subject", ClaimMapping.FindHeader(arrived, "X-Token"));
        Assert.Equal("t1", ClaimMapping.FindHeader(arrived, "X-Region"));
        Assert.Null(ClaimMapping.FindHeader(arrived, "X-Trace"));
    }

    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Rejects_WhatTheConditionOfAnOverwrittenHeaderRefuses(string proxyName)
    {
        FakeIssuer issuer = new();
        await using ProxyUnderTest proxy = await StartAsync(proxyName, issuer);

        RawAnswer answer = await proxy.SendAsync("GET /pets", $"X-Token: {issuer.Mint(Audience)}", "X-Region: us");

        Assert.Equal(403, answer.Status);
        Assert.Empty(proxy.Backend.Requests);
    }

    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Rejects_AClientsCopyOnAnOpenRoute(string proxyName)
    {
        FakeIssuer issuer = new();
        await using ProxyUnderTest proxy = await StartAsync(proxyName, issuer);

        RawAnswer answer = await proxy.SendAsync(
            "GET /open", "X-Token: admin", "X-Region: eu", "X-Trace: t1", "X_Token: admin", "X_Region: eu", "X_Trace: t1", "x-token: again");

        Assert.Equal(200, answer.Status);
        string arrived = Assert.Single(proxy.Backend.Requests);
        Assert.All((string[])["token", "region", "trace"], name =>
        {
            Assert.DoesNotContain($"x-{name}:", arrived, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain($"x_{name}:", arrived, StringComparison.OrdinalIgnoreCase);
        });
    }

    [SkippableTheory]
    [InlineData("nginx", 200)]
    [InlineData("caddy", 400)]
    public async Task Rejects_OtherSpellingsThatTheProxyCannotRemove(string proxyName, int status)
    {
        FakeIssuer issuer = new();
        await using ProxyUnderTest proxy = await StartAsync(proxyName, issuer);

        RawAnswer answer = await proxy.SendAsync("GET /open", "X.Token: admin");

        Assert.Equal(status, answer.Status);
        Assert.All(proxy.Backend.Requests, arrived => Assert.DoesNotContain("admin", arrived, StringComparison.Ordinal));
    }

    private static Task<ProxyUnderTest> StartAsync(string proxyName, FakeIssuer issuer)
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddAuthorizer("idp", new AuthorizerDefinition
            {
                IdentitySource = "$request.header.X-Token",
                JwtConfiguration = [new JwtConfiguration { Issuer = issuer.Issuer, Audience = [Audience] }],
            })
            .AddRoute("GET /pets", new RouteDefinition
            {
                Authorizer = "idp",
                Condition = [new ConditionBlock(new ConditionTerm("StringEquals", "request:header.x-region", "eu"))],
                Integration = new IntegrationDefinition
                {
                    Uri = "http://127.0.0.1:1",
                    RequestParameters = new Dictionary<string, string>
                    {
                        ["overwrite:header.x-token"] = "$context.authorizer.claims.sub",
                        ["overwrite:header.x-region"] = "$request.header.x-trace",
                        ["remove:header.x-trace"] = "",
                    },
                },
            })
            .AddOpenRoute("GET /open")
            .Build();
        return ProxyUnderTest.StartAsync(proxyName, definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
    }
}
