using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>
/// F5, F7, F8, F9: a verdict that was right once, or elsewhere. Oathkeeper CVE-2021-32701 and CVE-2026-33496, fast-jwt CVE-2026-35039,
/// Traefik CVE-2026-71326.
/// </summary>
public sealed class RememberedConfusionTests
{
    [Theory]
    [InlineData("the accepting route first", true)]
    [InlineData("the refusing route first", false)]
    public async Task Decides_EachRouteByItsOwnScopes_WithTheSameToken(string description, bool isAcceptingFirst)
    {
        using var api = new FakeIssuerApi(self => WithScopes(self));
        string token = api.First.Mint(FakeIssuerApi.Audience, "a");
        string[] paths = isAcceptingFirst ? ["/a", "/b"] : ["/b", "/a"];
        for (int round = 0; round < 3; round++)
        {
            foreach (string path in paths)
            {
                Assert.Equal(
                    (description, path == "/a" ? null : RefusalReason.ScopeMissing), (description, await api.ReasonAsync(path, token)));
            }
        }
    }

    [Theory]
    [InlineData("the accepting authorizer first", true)]
    [InlineData("the refusing authorizer first", false)]
    public async Task Decides_EachAuthorizerByItsOwnAudience_WithTheSameToken(string description, bool isAcceptingFirst)
    {
        using var api = new FakeIssuerApi(WithAudiences);
        string token = api.First.Mint("a");
        string[] paths = isAcceptingFirst ? ["/a", "/b"] : ["/b", "/a"];
        for (int round = 0; round < 3; round++)
        {
            foreach (string path in paths)
            {
                Assert.Equal(
                    (description, path == "/a" ? null : RefusalReason.AudienceMismatch), (description, await api.ReasonAsync(path, token)));
            }
        }
    }

    [Fact]
    public async Task Decides_EachAuthorizerByItself_OnManyThreadsAtOnce()
    {
        using var api = new FakeIssuerApi(WithAudiences);
        string[] tokens = [api.First.Mint("a"), api.First.Mint("b")];
        await api.Authorizer.WarmUpAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (int turn = 0; turn < 200; turn++)
            {
                bool isA = (worker + turn) % 2 == 0;
                bool isTokenA = turn % 3 == 0;
                RefusalReason? expected = isA == isTokenA ? null : RefusalReason.AudienceMismatch;
                Assert.Equal(expected, await api.ReasonAsync(isA ? "/a" : "/b", tokens[isTokenA ? 0 : 1]));
            }
        })));
    }

    [Fact]
    public async Task Rejects_ARememberedToken_OnceItHasExpired_AndNeverAgainAccepts()
    {
        using var api = new FakeIssuerApi();
        string token = api.First.Mint(FakeIssuerApi.Audience);
        Assert.Null(await api.ReasonAsync("/first", token));

        api.Time.Advance(TimeSpan.FromSeconds(3659));
        Assert.Null(await api.ReasonAsync("/first", token));
        api.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RefusalReason.TokenExpired, await api.ReasonAsync("/first", token));
        api.Time.Advance(TimeSpan.FromDays(3650));
        Assert.Equal(RefusalReason.TokenExpired, await api.ReasonAsync("/first", token));
    }

    [Fact]
    public async Task Rejects_ARememberedToken_WhenTheClockIsSetBackBeforeItWasIssued()
    {
        using var api = new TestApi(rememberedTokenBytes: 1 << 20);
        string token = TestApi.Token().With("nbf", TestApi.Now + 50).Sign(Forged.Key);
        Assert.Null(await api.ReasonAsync(token));

        api.Time.AdjustTime(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now - 11));
        Assert.Equal(RefusalReason.TokenNotYetValid, await api.ReasonAsync(token));
    }

    [Fact]
    public async Task Rejects_ARememberedToken_AfterAReloadThatAsksForMore()
    {
        using var api = new FakeIssuerApi();
        string token = api.First.Mint(FakeIssuerApi.Audience);
        Assert.Null(await api.ReasonAsync("/first", token));

        api.Authorizer.Reload(api.Define(first: new RouteDefinition { Authorizer = "first", AllScopes = ["a"] }));
        Assert.Equal(RefusalReason.ScopeMissing, await api.ReasonAsync("/first", token));
        api.Authorizer.Reload(WithAudiences(api));
        Assert.Equal(RefusalReason.AudienceMismatch, await api.ReasonAsync("/a", token));
    }

    [Fact]
    public async Task Accepts_AToken_ThatWasRefusedWhileItsKeyWasNotFetchedYet()
    {
        using var api = new FakeIssuerApi();
        string token = api.First.Mint(FakeIssuerApi.Audience);

        // The synchronous method never waits: it starts the fetch.
        var request = new AuthorizationRequest("GET", "/first", HeaderSource.Authorization($"Bearer {token}"));
        Assert.Equal(RefusalReason.KeysUnavailable, api.Authorizer.Authorize(request).Reason);
        await api.Authorizer.WarmUpAsync();
        Assert.Null(api.Authorizer.Authorize(request).Reason);
    }

    private static ApiDefinition WithScopes(FakeIssuerApi api) => api.Define() with
    {
        Routes = new Dictionary<string, RouteDefinition>
        {
            ["GET /a"] = new() { Authorizer = "first", AuthorizationScopes = ["a"] },
            ["GET /b"] = new() { Authorizer = "first", AuthorizationScopes = ["b"] },
        },
    };

    private static ApiDefinition WithAudiences(FakeIssuerApi api) => new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>
        {
            ["a"] = new() { JwtConfiguration = [FakeIssuerApi.Trust(api.First, "a")] },
            ["b"] = new() { JwtConfiguration = [FakeIssuerApi.Trust(api.First, "b")] },
        },
        Routes = new Dictionary<string, RouteDefinition>
        {
            ["GET /a"] = new() { Authorizer = "a" },
            ["GET /b"] = new() { Authorizer = "b" },
        },
    };
}
