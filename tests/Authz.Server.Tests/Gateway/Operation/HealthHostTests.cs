using System.Net;
using Authz.Server.Gateway.Operation;

namespace Authz.Server.Tests.Gateway.Operation;

public sealed class HealthHostTests
{
    [Fact]
    public async Task Ready_OnceThereAreKeys_AndNotWhileDraining()
    {
        Testing.FakeIssuer issuer = new() { Outage = HttpStatusCode.BadGateway };
        using ApiAuthorizer authorizer = new(
            TestGateway.Define([("GET /a", new RouteDefinition { Authorizer = "idp" })], issuer.Issuer),
            new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        using CancellationTokenSource draining = new();
        DefinitionReloads reloads = new();
        await using HealthHost health = await HealthHost.StartAsync(
            new Uri("http://127.0.0.1:0"), authorizer, reloads, fleet: null, draining.Token, CancellationToken.None);
        using HttpClient client = new() { BaseAddress = new Uri(health.Address) };

        await authorizer.WarmUpAsync();
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, $$"""{"isReady":false,"issuersWithoutKeys":["{{issuer.Issuer}}"],"isDefinitionRefused":false}"""),
            await GetAsync(client, "/readyz"));
        Assert.Equal((HttpStatusCode.OK, """{"isRunning":true}"""), await GetAsync(client, "/healthz"));
        Assert.Equal((HttpStatusCode.OK, """{"isRunning":true}"""), await GetAsync(client, "/livez"));

        issuer.Outage = null;
        await authorizer.WarmUpAsync();
        Assert.Equal((HttpStatusCode.OK, """{"isReady":true,"issuersWithoutKeys":[],"isDefinitionRefused":false}"""), await GetAsync(client, "/readyz"));

        // A mistake in a file takes no gateway out of service.
        reloads.Refuse();
        Assert.Equal(
            (HttpStatusCode.OK, """{"isReady":true,"issuersWithoutKeys":[],"isDefinitionRefused":true}"""), await GetAsync(client, "/readyz"));

        await draining.CancelAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(client, "/readyz")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/healthz")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(client, "/a")).Status);
    }

    [Theory]
    [InlineData("no issuer at all", 0, 0, false, true)]
    [InlineData("every issuer's keys", 2, 0, false, true)]
    [InlineData("one issuer's keys", 2, 1, false, true)]
    [InlineData("no issuer's keys", 2, 2, false, false)]
    [InlineData("draining", 2, 0, true, false)]
    public void Ready_WhenSomeTokensCanBeDecided(string description, int issuers, int lacking, bool isDraining, bool isReady)
    {
        IssuerKeyStatus[] states =
        [
            .. Enumerable.Range(0, issuers).Select(index => new IssuerKeyStatus
            {
                Issuer = $"https://id{index}.example.com",
                KeySource = "inline",
                IsUsable = index >= lacking,
                Keys = [],
            }),
        ];

        Readiness readiness = Readiness.Of(states, isDefinitionRefused: false, isDraining);

        Assert.Equal((description, isReady, lacking), (description, readiness.IsReady, readiness.IssuersWithoutKeys.Count));
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient client, string path)
    {
        using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
