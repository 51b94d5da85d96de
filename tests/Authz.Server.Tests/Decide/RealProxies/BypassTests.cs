using Authz.Server.Tests.Gateway;
using Authz.Testing;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>
/// The corpus through real proxies, one after the other on one decider. Whatever reaches the backend is judged again, as it arrived, by the
/// library alone: it must be allowed, and the identity that it tells must be the token's.
/// </summary>
public sealed class BypassTests
{
    private const string Audience = "pets-api";
    private const string Identity = "x-user";

    [SkippableFact]
    public Task Rejects_EveryBypassBehindNginx() => RunAsync("nginx");

    [SkippableFact]
    public Task Rejects_EveryBypassBehindCaddy() => RunAsync("caddy");

    private static async Task RunAsync(string proxyName)
    {
        FakeIssuer issuer = new();
        ApiDefinition definition = Define(issuer.Issuer);
        ApiAuthorizerOptions options = new() { KeyFetchHandler = issuer.CreateHandler() };
        await using ProxyUnderTest proxy = await ProxyUnderTest.StartAsync(proxyName, definition, options);
        using ApiAuthorizer oracle = new(definition, options with { KeyFetchHandler = issuer.CreateHandler() });
        string user = issuer.Token(Audience).With("sub", "user-1").With("scope", "pets:read").Sign(issuer.CurrentKey);
        List<string> passed = [];

        // Something must pass, or nothing was tried.
        await proxy.SendAsync("GET /pets", $"Authorization: Bearer {user}");
        Assert.Equal("user-1", ClaimMapping.FindHeader(Assert.Single(proxy.Backend.Requests), Identity));
        foreach (Bypass bypass in BypassCorpus.All)
        {
            int before = proxy.Backend.Requests.Count;
            string[] headers = [.. bypass.Headers.Select(header => header.Replace("{user}", user, StringComparison.Ordinal))];
            RawAnswer answer = await proxy.SendAsync(bypass.RequestLine.Replace("{user}", user, StringComparison.Ordinal), headers);
            foreach (string arrived in proxy.Backend.Requests.Skip(before))
            {
                if (await FindFaultAsync(oracle, arrived) is { } fault)
                {
                    passed.Add($"{bypass.Name}: {fault}: {arrived} -> {answer.Status}");
                }
            }
        }

        Assert.Empty(passed);
    }

    // Null if the library allows what arrived, told as whose it is.
    private static async Task<string?> FindFaultAsync(ApiAuthorizer oracle, string arrived)
    {
        string[] line = arrived.Split("\r\n")[0].Split(' ');
        AuthorizationDecision decision = await oracle.AuthorizeAsync(
            new AuthorizationRequest(line[0], line[1], HeaderSource.Authorization(ClaimMapping.FindHeader(arrived, "Authorization"))));
        string? told = ClaimMapping.FindHeader(arrived, Identity);
        string? subject = decision.RouteKey == "GET /pets" ? decision.Token?.Subject : null;
        bool isToldElse = arrived.Split("\r\n").Any(one =>
            HeaderSource.AreAlike(one.Split(':')[0], Identity) && !one.StartsWith(Identity + ":", StringComparison.OrdinalIgnoreCase));
        return !decision.IsAllowed ? $"{decision.Reason?.ToCode()}"
            : told != subject || isToldElse ? $"told to be '{told}' instead of '{subject}'"
            : null;
    }

    private static ApiDefinition Define(string issuer) => new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>
        {
            ["idp"] = new() { JwtConfiguration = [new JwtConfiguration { Issuer = issuer, Audience = [Audience] }] },
        },
        Routes = new Dictionary<string, RouteDefinition>
        {
            ["GET /public/{path+}"] = new() { IsOpen = true },
            ["GET /health"] = new() { IsOpen = true },
            ["GET /pets"] = new()
            {
                Authorizer = "idp",
                Integration = new IntegrationDefinition
                {
                    Uri = "http://127.0.0.1:1",
                    RequestParameters = new Dictionary<string, string> { [$"overwrite:header.{Identity}"] = "$context.authorizer.claims.sub" },
                },
            },
            ["ANY /admin/{path+}"] = new() { Authorizer = "idp", AuthorizationScopes = ["admin"] },
        },
    };
}
