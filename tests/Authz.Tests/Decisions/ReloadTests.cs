namespace Authz.Tests.Decisions;

public sealed class ReloadTests
{
    [Fact]
    public async Task Decides_ByTheNewDefinition_AfterAReload()
    {
        using var api = new FakeIssuerApi();
        string token = api.Second.Mint(FakeIssuerApi.Audience);
        Assert.Equal(RefusalReason.IssuerMismatch, await api.ReasonAsync("/first", token));

        api.Authorizer.Reload(api.Define(first: new RouteDefinition { Authorizer = "both" }));
        Assert.Null(await api.ReasonAsync("/first", token));
        api.Authorizer.Reload(api.Define(first: new RouteDefinition { Authorizer = "first" }));
        Assert.Equal(RefusalReason.IssuerMismatch, await api.ReasonAsync("/first", token));
    }

    [Fact]
    public async Task Keeps_TheOldDefinition_WhenTheNewOneIsNotUsable()
    {
        using var api = new FakeIssuerApi();
        string token = api.First.Mint(FakeIssuerApi.Audience);
        ApiDefinition unusable = api.Define(first: new RouteDefinition { Authorizer = "nobody" });

        Assert.Throws<ApiDefinitionException>(() => api.Authorizer.Reload(unusable));
        Assert.Null(await api.ReasonAsync("/first", token));
        Assert.Same(api.Definition, api.Authorizer.Definition);
    }

    [Fact]
    public async Task Keeps_TheKeys_OfIssuersThatStay()
    {
        using var api = new FakeIssuerApi();
        string token = api.First.Mint(FakeIssuerApi.Audience);
        Assert.Null(await api.ReasonAsync("/first", token));
        long fetches = api.First.KeySetRequests;

        api.Authorizer.Reload(api.Define());
        Assert.Null(await api.ReasonAsync("/first", token));
        Assert.Equal(fetches, api.First.KeySetRequests);
    }

    [Fact]
    public async Task Decides_ByTheOldDefinition_ForHoldersOfItsSnapshot()
    {
        using var api = new FakeIssuerApi();
        ApiAuthorizerSnapshot old = api.Authorizer.Current;
        AuthorizationRequest request = new("GET", "/first", HeaderSource.Authorization(api.First.Mint(FakeIssuerApi.Audience)));

        api.Authorizer.Reload(api.Define(first: new RouteDefinition { Authorizer = "first", AllScopes = ["a"] }));

        Assert.True((await old.AuthorizeAsync(request)).IsAllowed);
        Assert.Same(api.Definition, old.Definition);
        Assert.Equal(RefusalReason.ScopeMissing, (await api.Authorizer.Current.AuthorizeAsync(request)).Reason);
    }

    // G3: no request sees half of one definition and half of another.
    [Fact]
    public async Task Decides_ByOneDefinition_WhileItIsReloadedAgainAndAgain()
    {
        using var api = new FakeIssuerApi();
        ApiDefinition open = api.Define(first: new RouteDefinition { IsOpen = true });
        ApiDefinition guarded = api.Define(first: new RouteDefinition { Authorizer = "first", AllScopes = ["a"] });
        string token = api.First.Mint(FakeIssuerApi.Audience);
        api.Authorizer.Reload(guarded);
        Assert.Equal(RefusalReason.ScopeMissing, await api.ReasonAsync("/first", token));

        Task reloading = Task.Run(() =>
        {
            for (int turn = 0; turn < 200; turn++)
            {
                api.Authorizer.Reload(turn % 2 == 0 ? open : guarded);
            }
        });
        while (!reloading.IsCompleted)
        {
            AuthorizationDecision decision = await api.DecideAsync("/first", token);
            Assert.True(
                decision.IsAllowed ? decision.Token is null : decision.Reason == RefusalReason.ScopeMissing, decision.Reason?.ToCode());
        }

        await reloading;
    }

    [Fact]
    public void Keeps_TheKeysOfTheDefinitionInForce_WhenTwoReloadsMeet()
    {
        using ManualResetEventSlim reached = new();
        using ManualResetEventSlim released = new();
        BlockingStore store = new(reached, released);
        using ApiAuthorizer authorizer = new(Trust("https://old.example"), new ApiAuthorizerOptions { KeySnapshot = store });
        Thread first = new(() => authorizer.Reload(Trust("https://first.example", "https://second.example")));
        Thread second = new(() => authorizer.Reload(Trust("https://third.example")));

        first.Start();
        reached.Wait();
        second.Start();
        SpinWait.SpinUntil(() => !second.IsAlive || second.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        released.Set();
        first.Join();
        second.Join();

        Assert.Equal(
            authorizer.Definition.Authorizers.Values.Single().JwtConfiguration.Select(entry => entry.Issuer),
            authorizer.Issuers.Select(issuer => issuer.Issuer));
    }

    [Fact]
    public void Keeps_NoKeys_WhenReloadedAfterDisposal()
    {
        using var api = new FakeIssuerApi();
        api.Authorizer.Dispose();

        api.Authorizer.Reload(api.Define());

        Assert.Empty(api.Authorizer.Issuers);
    }

    private static ApiDefinition Trust(params IReadOnlyList<string> issuers) => new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>
        {
            ["idp"] = new()
            {
                JwtConfiguration =
                    [.. issuers.Select(issuer => new JwtConfiguration { Issuer = issuer, Audience = [FakeIssuerApi.Audience] })],
            },
        },
        Routes = new Dictionary<string, RouteDefinition> { ["GET /"] = new() { Authorizer = "idp" } },
    };

    /// <summary>Holds the reload that has come to its second issuer.</summary>
    private sealed class BlockingStore(ManualResetEventSlim reached, ManualResetEventSlim released) : KeySnapshotStore
    {
        private int _looks;

        public override Stream? OpenRead(string name)
        {
            // The first look is for the definition that is replaced.
            if (Interlocked.Increment(ref _looks) == 3)
            {
                reached.Set();
                released.Wait();
            }

            return null;
        }

        public override void Save(string name, Stream content)
        {
        }
    }
}
