namespace Authz.Tests.Attacks;

/// <summary>A route whose token is optional lets nobody pass with a bad one.</summary>
public sealed class OptionalTokenTests
{
    private static readonly Dictionary<string, string>[] s_bad =
    [
        new() { ["Authorization"] = "" },
        new() { ["Authorization"] = " " },
        new() { ["Authorization"] = "Bearer" },
        new() { ["Authorization"] = "Bearer " },
        new() { ["Authorization"] = "Basic dXNlcjpwYXNz" },
        new() { ["Authorization"] = "a.b.c" },
        new() { ["Authorization"] = "Bearer a.b.c" },
        new() { ["Authorization"] = "Bearer a, Bearer b" },
        new() { ["authorization"] = "Bearer x" },
    ];

    [Fact]
    public async Task Accepts_ARequestWithoutToken_AndOneWithAGoodToken()
    {
        using var api = new TestApi(route: route => route with { TokenRequired = false });

        AuthorizationDecision without = await api.Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization(null)));
        Assert.True(without.IsAllowed);
        Assert.Null(without.Token);
        Assert.Null(without.PresentedToken);
        AuthorizationDecision with = await api.DecideAsync(TestApi.Token().Sign(TestKeys.For("ES256")));
        Assert.True(with.IsAllowed);
        Assert.Equal("test-subject", with.Token!.Subject);
    }

    [Fact]
    public async Task Rejects_EveryBadToken()
    {
        using var api = new TestApi(route: route => route with { TokenRequired = false });
        foreach (Dictionary<string, string> headers in s_bad)
        {
            AuthorizationDecision decision =
                await api.Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/pets", HeaderSource.From(headers)));
            Assert.Equal((headers.Single().Value, 401), (headers.Single().Value, decision.StatusCode));
        }
    }

    [Fact]
    public async Task Rejects_EachAttackOfTheCorpus_ForItsReason()
    {
        using var api = new TestApi(route: route => route with { TokenRequired = false });
        foreach (AttackCase attack in AttackCorpus.All)
        {
            Assert.Equal((attack.Description, attack.Expected), (attack.Description, await api.ReasonAsync(attack.Token)));
        }
    }

    // A backend that folds names would take the other spelling for the verified header.
    [Theory]
    [InlineData("X-Api-Token", "a.b.c", RefusalReason.TokenMalformed)]
    [InlineData("x-api-token", "a.b.c", RefusalReason.TokenMalformed)]
    [InlineData("X_Api_Token", "admin", RefusalReason.TokenMissing)]
    [InlineData("X.Api-Token", "admin", RefusalReason.TokenMissing)]
    [InlineData("x~api~token", "admin", RefusalReason.TokenMissing)]
    [InlineData("X_Api_Token", "", RefusalReason.TokenMissing)]
    [InlineData("X-Api-Tokens", "admin", null)]
    public async Task Rejects_TheHeaderInAnotherSpelling(string name, string value, RefusalReason? expected)
    {
        using var api = new TestApi(
            route: route => route with { TokenRequired = false },
            authorizer: idp => idp with { IdentitySource = IdentitySource.HeaderPrefix + "X-Api-Token" });
        var headers = HeaderSource.From(new Dictionary<string, string> { [name] = value });

        AuthorizationDecision decision = await api.Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/pets", headers));

        Assert.Equal(expected, decision.Reason);
    }

    [Theory]
    [InlineData("/pets", null)]
    [InlineData("/pets?other=1", null)]
    [InlineData("/pets?token", RefusalReason.TokenMissing)]
    [InlineData("/pets?token=", RefusalReason.TokenMissing)]
    [InlineData("/pets?token=a.b.c", RefusalReason.TokenMalformed)]
    [InlineData("/pets?TOKEN=a.b.c", RefusalReason.TokenMissing)]
    [InlineData("/pets?t%6Fken=a.b.c", RefusalReason.TokenMalformed)]
    [InlineData("/pets?token=a&token=b", RefusalReason.CredentialsAmbiguous)]
    public async Task Accepts_AbsenceOnly_InAQuery(string target, RefusalReason? expected)
    {
        using var api = new TestApi(
            route: route => route with { TokenRequired = false },
            authorizer: idp => idp with { IdentitySource = IdentitySource.QueryStringPrefix + "token" });

        AuthorizationDecision decision =
            await api.Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", target, HeaderSource.Authorization(null)));

        Assert.Equal(expected, decision.Reason);
    }
}
