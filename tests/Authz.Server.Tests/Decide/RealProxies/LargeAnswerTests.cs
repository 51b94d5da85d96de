using Authz.Server.Tests.Gateway;
using Authz.Testing;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>Answers of the decider with a large head are carried out like others: they are no fault of the proxy's.</summary>
public sealed class LargeAnswerTests
{
    private const string Audience = "pets-api";

    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Accepts_AMappedClaimOfFiveThousandCharacters(string proxyName)
    {
        FakeIssuer issuer = new();
        await using ProxyUnderTest proxy = await StartAsync(proxyName, issuer);
        string subject = new('s', 5000);

        RawAnswer answer = await proxy.SendAsync("GET /pets", Bearer(issuer, subject));

        Assert.Equal(200, answer.Status);
        Assert.Equal(subject, ClaimMapping.FindHeader(Assert.Single(proxy.Backend.Requests), "X-User"));
    }

    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Accepts_AClaimThatPercentEncodingTriples(string proxyName)
    {
        FakeIssuer issuer = new();
        await using ProxyUnderTest proxy = await StartAsync(proxyName, issuer);

        RawAnswer answer = await proxy.SendAsync("GET /pets", Bearer(issuer, new string('ä', 2500)));

        Assert.Equal(200, answer.Status);
        string? user = ClaimMapping.FindHeader(Assert.Single(proxy.Backend.Requests), "X-User");
        Assert.Equal(string.Concat(Enumerable.Repeat("%C3%A4", 2500)), user);
    }

    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Rejects_WithAChallengeOfManyScopes(string proxyName)
    {
        FakeIssuer issuer = new();
        await using ProxyUnderTest proxy = await StartAsync(proxyName, issuer);

        RawAnswer answer = await proxy.SendAsync("POST /pets", Bearer(issuer, "user-1"), "Content-Length: 0");

        Assert.Equal(403, answer.Status);
        Assert.Contains("insufficient_scope", answer["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.All(s_scopes, scope => Assert.Contains(scope, answer["WWW-Authenticate"], StringComparison.Ordinal));
        Assert.Empty(proxy.Backend.Requests);
    }

    private static readonly string[] s_scopes = [.. Enumerable.Range(0, 26).Select(number => new string((char)('a' + number), 80))];

    private static string Bearer(FakeIssuer issuer, string subject) =>
        $"Authorization: Bearer {issuer.Token(Audience).With("sub", subject).Sign(issuer.CurrentKey)}";

    private static Task<ProxyUnderTest> StartAsync(string proxyName, FakeIssuer issuer)
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", issuer.Issuer, Audience)
            .AddRoute("GET /pets", new RouteDefinition
            {
                Authorizer = "idp",
                Integration = new IntegrationDefinition
                {
                    Uri = "http://127.0.0.1:1",
                    RequestParameters = new Dictionary<string, string> { ["overwrite:header.x-user"] = "$context.authorizer.claims.sub" },
                },
            })
            .AddRoute("POST /pets", new RouteDefinition { Authorizer = "idp", AllScopes = s_scopes })
            .Build();
        return ProxyUnderTest.StartAsync(proxyName, definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
    }
}
