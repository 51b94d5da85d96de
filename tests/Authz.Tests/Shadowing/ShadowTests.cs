using System.Diagnostics.Metrics;
using System.Text;

namespace Authz.Tests.Shadowing;

/// <summary>A definition that is decided beside the one in force: what it counts, and that it changes nothing.</summary>
public sealed class ShadowTests
{
    private static readonly RouteDefinition s_guarded = new() { Authorizer = "first" };

    [Fact]
    public async Task Counts_WhatWouldBeDenied_ByRouteAndReason()
    {
        using var api = new FakeIssuerApi();
        api.Authorizer.ReloadShadow(api.Define(first: s_guarded with { AllScopes = ["pets:read"] }));

        Assert.Null(await api.ReasonAsync("/first", api.First.Mint(FakeIssuerApi.Audience)));
        Assert.Null(await api.ReasonAsync("/first", api.First.Mint(FakeIssuerApi.Audience, "pets:read")));

        ShadowReport report = api.Authorizer.Shadow!;
        ShadowDifference difference = Assert.Single(report.Differences);
        Assert.Equal((ShadowEffect.WouldDeny, "GET /first", RefusalReason.ScopeMissing, 1), (difference.Effect, difference.RouteKey, difference.Reason, difference.Count));
        Assert.Equal(new ShadowSample(api.First.Issuer, api.First.CurrentKey.KeyId, IsVerified: true), Assert.Single(difference.Samples));
        Assert.Equal((2, 0), (report.Compared, report.NotCompared));
    }

    [Fact]
    public async Task Counts_WhatWouldBeAllowed_ByTheReasonOfTheRefusal()
    {
        using var api = new FakeIssuerApi();
        await LoadAsync(api, api.Define(first: new RouteDefinition { Authorizer = "both" }));

        string token = api.Second.Mint(FakeIssuerApi.Audience);
        Assert.Equal(RefusalReason.IssuerMismatch, await api.ReasonAsync("/first", token));

        ShadowDifference difference = Assert.Single(api.Authorizer.Shadow!.Differences);
        Assert.Equal((ShadowEffect.WouldAllow, "GET /first", RefusalReason.IssuerMismatch), (difference.Effect, difference.RouteKey, difference.Reason));
        Assert.Equal(new ShadowSample(api.Second.Issuer, api.Second.CurrentKey.KeyId, IsVerified: true), Assert.Single(difference.Samples));
    }

    // The first day: an API that is open today.
    [Fact]
    public async Task Names_WhoWouldBreak_IfAnOpenRouteWereGuarded()
    {
        using var api = new FakeIssuerApi();
        ApiDefinition next = api.Define();
        await LoadAsync(api, next with { Routes = next.Routes.ToDictionary(route => route.Key, _ => s_guarded) });

        Assert.Null(await api.ReasonAsync("/open", api.First.Mint(FakeIssuerApi.Audience)));
        Assert.Null(await api.ReasonAsync("/open", api.Second.Mint(FakeIssuerApi.Audience)));
        Assert.Null((await api.Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/open", HeaderSource.Authorization(null)))).Reason);

        IReadOnlyList<ShadowDifference> differences = api.Authorizer.Shadow!.Differences;
        Assert.Equal(
            [RefusalReason.TokenMissing, RefusalReason.IssuerMismatch], differences.Select(one => one.Reason).Order());
        ShadowDifference foreign = differences.Single(one => one.Reason == RefusalReason.IssuerMismatch);
        Assert.Equal(new ShadowSample(api.Second.Issuer, api.Second.CurrentKey.KeyId, IsVerified: false), Assert.Single(foreign.Samples));
    }

    [Fact]
    public async Task Counts_ARouteThatIsGone_AndOneThatIsNew()
    {
        using var api = new FakeIssuerApi();
        ApiDefinition next = api.Define();
        await LoadAsync(api, next with
        {
            Routes = new Dictionary<string, RouteDefinition> { ["GET /first"] = s_guarded, ["GET /new"] = new() { IsOpen = true } },
        });

        Assert.Null(await api.ReasonAsync("/open", "x"));
        Assert.Equal(RefusalReason.RouteNotFound, await api.ReasonAsync("/new", "x"));

        Assert.Equal(
            [(ShadowEffect.WouldAllow, "GET /new"), (ShadowEffect.WouldDeny, "GET /open")],
            api.Authorizer.Shadow!.Differences.Select(one => (one.Effect, one.RouteKey)).OrderBy(one => one.RouteKey, StringComparer.Ordinal));
        Assert.All(api.Authorizer.Shadow!.Differences, one => Assert.Equal(RefusalReason.RouteNotFound, one.Reason));
    }

    [Fact]
    public async Task Keeps_NoClaimButTheIssuer()
    {
        using var api = new FakeIssuerApi();
        api.Authorizer.ReloadShadow(api.Define(first: s_guarded with { AllScopes = ["nobody"] }));
        await api.ReasonAsync("/first", api.First.Token(FakeIssuerApi.Audience).With("sub", "a-person").With("email", "mail@person").Sign(api.First.CurrentKey));

        string json = Encoding.UTF8.GetString(api.Authorizer.Shadow!.ToJson());

        Assert.Contains(api.First.Issuer, json, StringComparison.Ordinal);
        Assert.DoesNotContain("person", json, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_FewSamples_OfManyIssuers()
    {
        using var api = new FakeIssuerApi();
        ApiDefinition next = api.Define();
        await LoadAsync(api, next with { Routes = new Dictionary<string, RouteDefinition> { ["GET /open"] = s_guarded } });
        for (int number = 0; number < 100_000; number++)
        {
            string text = number < 64 || ShadowsAt(number) ? api.First.Token("x").With("iss", new string('i', 300) + number).Sign(api.First.CurrentKey) : "a.b.c";
            api.Authorizer.Authorize(new AuthorizationRequest("GET", "/open", HeaderSource.Authorization(text)));
        }

        ShadowReport report = api.Authorizer.Shadow!;
        Assert.Equal(100_000, report.Differences.Sum(one => one.Count));
        Assert.All(report.Differences, one => Assert.InRange(one.Samples.Count, 1, 16));
        Assert.All(report.Differences.SelectMany(one => one.Samples), one => Assert.InRange(one.Issuer?.Length ?? 0, 0, 257));
    }

    [Fact]
    public async Task Starts_AnewWithEachDefinition_AndEndsWithNone()
    {
        using var api = new FakeIssuerApi();
        string token = api.First.Mint(FakeIssuerApi.Audience);
        ApiDefinition stricter = api.Define(first: s_guarded with { AllScopes = ["a"] });
        api.Authorizer.ReloadShadow(stricter);
        await api.ReasonAsync("/first", token);
        Assert.Single(api.Authorizer.Shadow!.Differences);

        api.Authorizer.Reload(api.Define());
        Assert.Empty(api.Authorizer.Shadow!.Differences);
        await api.ReasonAsync("/first", token);
        Assert.Single(api.Authorizer.Shadow!.Differences);

        Assert.Throws<ApiDefinitionException>(() => api.Authorizer.ReloadShadow(api.Define(first: new RouteDefinition { Authorizer = "nobody" })));
        Assert.Same(stricter, api.Authorizer.Shadow!.Definition);

        api.Authorizer.ReloadShadow(null);
        Assert.Null(api.Authorizer.Shadow);
        Assert.Null(await api.ReasonAsync("/first", token));
    }

    // Each is asked twice: the second answer comes from what is remembered.
    [Theory]
    [InlineData("the scopes of another claim", RefusalReason.ScopeMissing)]
    [InlineData("another audience", RefusalReason.AudienceMismatch)]
    [InlineData("another place of the token", RefusalReason.TokenMissing)]
    [InlineData("a condition", RefusalReason.ConditionUnmet)]
    [InlineData("a required type", RefusalReason.TokenTypeMismatch)]
    [InlineData("no skew", RefusalReason.TokenExpired)]
    [InlineData("another algorithm", RefusalReason.AlgorithmNotAllowed)]
    public async Task Judges_ByItsOwnRules_AlsoRememberedTokens(string rule, RefusalReason reason)
    {
        using var api = new FakeIssuerApi(own => own.Define(first: s_guarded with { AuthorizationScopes = ["a"] }));
        ApiDefinition definition = api.Definition;
        AuthorizerDefinition first = definition.Authorizers["first"];
        JwtConfiguration entry = first.JwtConfiguration[0];
        RouteDefinition route = definition.Routes["GET /first"];
        AuthorizerDefinition Of(JwtConfiguration changed) => first with { JwtConfiguration = [changed] };
        AuthorizerDefinition changed = rule switch
        {
            "the scopes of another claim" => Of(entry with { ScopeClaims = ["roles"] }),
            "another audience" => Of(entry with { Audience = ["other"] }),
            "another place of the token" => first with { IdentitySource = "$request.header.X-Token" },
            "a required type" => Of(entry with { RequiredTokenType = "at+jwt" }),
            "no skew" => Of(entry with { ClockSkew = TimeSpan.Zero }),
            "another algorithm" => Of(entry with { Algorithms = ["ES512"] }),
            _ => first,
        };
        await LoadAsync(api, definition with
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(definition.Authorizers) { ["first"] = changed },
            Routes = new Dictionary<string, RouteDefinition>(definition.Routes)
            {
                ["GET /first"] = rule == "a condition"
                    ? route with { Condition = [new ConditionBlock([new ConditionTerm("StringEquals", "claims:tenant", "x")])] }
                    : route,
            },
        });
        string token = api.First.Token(FakeIssuerApi.Audience, "a").With("iat", TestApi.Now - 100).With("nbf", TestApi.Now - 100).With("exp", TestApi.Now - 1).Sign(api.First.CurrentKey);

        Assert.Null(await api.ReasonAsync("/first", token));
        Assert.Null(await api.ReasonAsync("/first", token));

        ShadowDifference difference = Assert.Single(api.Authorizer.Shadow!.Differences);
        Assert.Equal((reason, 2), (difference.Reason, difference.Count));
    }

    [Fact]
    public async Task Judges_ARememberedToken_UntilItsOwnRulesEndIt()
    {
        using var api = new FakeIssuerApi();
        AuthorizerDefinition first = api.Definition.Authorizers["first"];
        await LoadAsync(api, api.Definition with
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(api.Definition.Authorizers)
            {
                ["first"] = first with { JwtConfiguration = [first.JwtConfiguration[0] with { ClockSkew = TimeSpan.Zero }] },
            },
        });
        string token = api.First.Token(FakeIssuerApi.Audience).With("exp", TestApi.Now + 30).Sign(api.First.CurrentKey);
        for (int turn = 0; turn < 3; turn++)
        {
            Assert.Null(await api.ReasonAsync("/first", token));
        }

        Assert.Empty(api.Authorizer.Shadow!.Differences);
        api.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(await api.ReasonAsync("/first", token));
        Assert.Equal(RefusalReason.TokenExpired, Assert.Single(api.Authorizer.Shadow!.Differences).Reason);
    }

    // A stranger's kid costs the shadow its budget, and the definition in force nothing.
    [Fact]
    public async Task Spends_NoFetchOfTheDefinitionInForce()
    {
        using var api = new FakeIssuerApi();
        Assert.Null(await api.ReasonAsync("/first", api.First.Mint(FakeIssuerApi.Audience)));
        ApiDefinition next = api.Define();
        await LoadAsync(api, next with { Routes = next.Routes.ToDictionary(route => route.Key, _ => s_guarded) });
        long fetches = api.First.KeySetRequests;

        // Again and again: while its first fetch is about to end a shadow begins no other, and nobody waits for it.
        string unknown = api.First.Token(FakeIssuerApi.Audience).WithHeader("kid", "unknown").Sign(api.First.CurrentKey);
        await WaitForAsync(() =>
        {
            Assert.True(api.Authorizer.Authorize(new AuthorizationRequest("GET", "/open", HeaderSource.Authorization($"Bearer {unknown}"))).IsAllowed);
            return api.First.KeySetRequests > fetches;
        });
        api.First.Rotate();

        Assert.Null(await api.ReasonAsync("/first", api.First.Mint(FakeIssuerApi.Audience)));
    }

    [Fact]
    public async Task Compares_NothingWhileItsKeysAreOnTheirWay_AndDeniesWithoutThem()
    {
        using var api = new FakeIssuerApi();
        Assert.Null(await api.ReasonAsync("/first", api.First.Mint(FakeIssuerApi.Audience)));
        ApiDefinition next = api.Define();
        api.Second.Outage = System.Net.HttpStatusCode.BadGateway;
        api.Authorizer.ReloadShadow(next with { Routes = next.Routes.ToDictionary(route => route.Key, _ => new RouteDefinition { Authorizer = "second" }) });
        await WaitForAsync(() => api.Authorizer.Shadow!.Issuers.Any(one => one.Issuer == api.Second.Issuer && one.LastError is not null));

        Assert.Null(await api.ReasonAsync("/open", api.Second.Mint(FakeIssuerApi.Audience)));

        ShadowDifference difference = Assert.Single(api.Authorizer.Shadow!.Differences);
        Assert.Equal(RefusalReason.KeysUnavailable, difference.Reason);
        Assert.DoesNotContain(api.Authorizer.Issuers, one => one.Issuer == api.Second.Issuer && one.LastError is not null);
    }

    [Fact]
    public async Task Counts_InTheMeter_ByRouteAndReason()
    {
        using var api = new FakeIssuerApi();
        List<string> counted = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name.StartsWith("authz.shadow.", StringComparison.Ordinal))
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            string text = $"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}";
            lock (counted)
            {
                counted.Add(text);
            }

            if (text.Contains("GET /first", StringComparison.Ordinal))
            {
                throw new InvalidOperationException("A listener that fails costs no answer.");
            }
        });
        listener.Start();
        api.Authorizer.ReloadShadow(api.Define(first: s_guarded with { AllScopes = ["only-in-this-test"] }));

        Assert.Null(await api.ReasonAsync("/first", api.First.Mint(FakeIssuerApi.Audience)));

        lock (counted)
        {
            Assert.Contains("authz.shadow.would_deny GET /first scope_missing", counted);
        }
    }

    [Fact]
    public async Task Compares_NothingThatAFunctionDecides()
    {
        using var api = new FakeIssuerApi();
        LambdaAuthorizerDefinition function = new() { AuthorizerUri = "arn:aws:lambda:eu-central-1:1:function:f", IdentitySource = [] };
        ApiDefinition definition = api.Define() with { LambdaAuthorizers = new Dictionary<string, LambdaAuthorizerDefinition> { ["f"] = function } };
        using ApiAuthorizer authorizer = new(definition, new ApiAuthorizerOptions { RunsLambdaAuthorizers = true, KeyFetchHandler = api.First.CreateHandler(api.Second) });
        authorizer.ReloadShadow(definition with { Routes = definition.Routes.ToDictionary(route => route.Key, _ => new RouteDefinition { Authorizer = "f" }) });

        Assert.True((await authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/open", HeaderSource.Authorization(null)))).IsAllowed);

        Assert.Equal((0, 1, 0), (authorizer.Shadow!.Compared, authorizer.Shadow.NotCompared, authorizer.Shadow.Differences.Count));
    }

    internal static async Task LoadAsync(FakeIssuerApi api, ApiDefinition shadow)
    {
        api.Authorizer.ReloadShadow(shadow);
        await WaitForAsync(() => api.Authorizer.Shadow!.Issuers.All(issuer => issuer.IsUsable));
    }

    internal static async Task WaitForAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static bool ShadowsAt(int number) => System.Numerics.BitOperations.IsPow2(number + 1);
}
