using Authz.Revoking;

namespace Authz.Tests.Revoking;

public sealed class RevocationFileTests
{
    [Theory]
    [InlineData("jti", true)]
    [InlineData("sid", true)]
    [InlineData("sub", true)]
    [InlineData("jti", false)]
    [InlineData("sid", false)]
    [InlineData("sub", false)]
    public async Task Refuses_ATokenThatIsRevoked_AlsoARememberedOne(string claim, bool remembers)
    {
        using RevocationApi api = new(rememberedTokenBytes: remembers ? 1 << 20 : 0);
        string token = RevocationApi.Mint(claim, "a");
        Assert.Null(await api.Api.ReasonAsync(token));
        Assert.Null(await api.Api.ReasonAsync(token));

        api.Write((claim, "a"));
        await api.LookAsync();

        Assert.Equal(RefusalReason.TokenRevoked, await api.Api.ReasonAsync(token));
        Assert.Equal(RefusalReason.TokenRevoked, await api.Api.ReasonAsync(token));
        Assert.Null(await api.Api.ReasonAsync(RevocationApi.Mint(claim, "b")));
        Assert.Equal(1, api.Status.Entries);

        // Taken back: the file is the whole truth.
        api.Write();
        await api.LookAsync();
        Assert.Null(await api.Api.ReasonAsync(token));
    }

    /// <summary>A body may be sent slowly on purpose: the token is looked at when it is used.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_ATokenThatIsRevoked_WhileTheToolsAreRead(bool remembers)
    {
        using RevocationApi api = new(rememberedTokenBytes: remembers ? 1 << 20 : 0, readsTools: true);
        TaskCompletionSource<RequestedTools> body = new();
        AuthorizationRequest request = TestApi.Request(RevocationApi.Mint("jti", "a")) with { Tools = new ToolSource(this, (_, _, _) => new(body.Task)) };

        ValueTask<AuthorizationDecision> deciding = api.Api.Authorizer.AuthorizeAsync(request);
        api.Write(("jti", "a"));
        await api.LookAsync();
        Assert.False(deciding.IsCompleted);
        body.SetResult(new RequestedTools(["time"]));

        Assert.Equal(RefusalReason.TokenRevoked, (await deciding).Reason);
    }

    /// <summary>Whoever pastes a definition has no file read by it.</summary>
    [Fact]
    public async Task Knows_OnlyTheFilesInForce_WhereADefinitionIsTriedOut()
    {
        using RevocationApi running = new();
        using RevocationApi other = new();
        running.Write(("jti", "a"));
        await running.LookAsync();
        ApiAuthorizerOptions options = new() { TimeProvider = running.Api.Time };
        using ApiAuthorizer same = running.Api.Authorizer.TryOut(running.Api.Authorizer.Definition, options, keySet: null);
        using ApiAuthorizer unread = running.Api.Authorizer.TryOut(other.Api.Authorizer.Definition, options, keySet: null);

        Assert.Equal(RefusalReason.TokenRevoked, Judge(same, "a"));
        Assert.Null(Judge(same, "b"));
        Assert.Equal(RefusalReason.RevocationUnavailable, Judge(unread, "b"));
        Assert.Empty(unread.Revocations);

        static RefusalReason? Judge(ApiAuthorizer authorizer, string tokenId) =>
            authorizer.Authorize(TestApi.Request(RevocationApi.Mint("jti", tokenId))).Reason;
    }

    [Fact]
    public async Task Asks_OnlyForTheClaimsOfTheDefinition()
    {
        using RevocationApi api = new(revocation => revocation with { Claims = ["jti"] });
        api.Write(("sub", "a"));
        await api.LookAsync();

        Assert.Null(await api.Api.ReasonAsync(RevocationApi.Mint("sub", "a")));
        Assert.Null(await api.Api.ReasonAsync(TestApi.Token().With("sid", 7).Sign(TestKeys.For("RS256"))));
    }

    [Fact]
    public async Task Refuses_ASessionIdOfAnotherType_WhereItIsAskedFor()
    {
        using RevocationApi api = new();
        Assert.Equal(RefusalReason.ClaimMalformed, await api.Api.ReasonAsync(TestApi.Token().With("sid", 7).Sign(TestKeys.For("RS256"))));
    }

    [Fact]
    public async Task Keeps_WhatIsKnown_WhileTheFileCannotBeUsed_UntilItIsTooOld()
    {
        using RevocationApi api = new();
        api.Write(("jti", "a"));
        await api.LookAsync();
        System.IO.File.WriteAllText(api.File, """{"revoked":[{"issuer":"i"}]}""");
        await api.LookAsync();

        Assert.Contains("exactly one of", api.Status.LastError, StringComparison.Ordinal);
        Assert.Equal(RefusalReason.TokenRevoked, await api.Api.ReasonAsync(RevocationApi.Mint("jti", "a")));
        Assert.Null(await api.Api.ReasonAsync(RevocationApi.Mint("jti", "b")));

        api.Api.Time.Advance(TimeSpan.FromSeconds(61));
        AuthorizationDecision decision = await api.Api.DecideAsync(RevocationApi.Mint("jti", "b"));
        Assert.Equal(RefusalReason.RevocationUnavailable, decision.Reason);
        Assert.Equal(503, decision.StatusCode);
        Assert.Equal(RevocationCheck.RetryAfter, decision.RetryAfter);
        Assert.Equal(RefusalReason.TokenRevoked, await api.Api.ReasonAsync(RevocationApi.Mint("jti", "a")));

        api.Write();
        await api.LookAsync();
        Assert.Null(await api.Api.ReasonAsync(RevocationApi.Mint("jti", "a")));
        Assert.Null(api.Status.LastError);
    }

    [Fact]
    public async Task Refuses_WithoutAFile_FromTheStart()
    {
        using RevocationApi api = new(revocation => revocation with { File = revocation.File + ".none" });

        Assert.Null(api.Status.Staleness);
        Assert.StartsWith("It cannot be read", api.Status.LastError, StringComparison.Ordinal);
        Assert.Equal(RefusalReason.RevocationUnavailable, await api.Api.ReasonAsync(RevocationApi.Mint("jti", "a")));
        Explanation explanation = await api.Api.Authorizer.ExplainAsync(TestApi.Request(RevocationApi.Mint("jti", "a")));
        Assert.Equal(DecisionCheck.Revocation, explanation.RefusedStep!.Check);
        Assert.Contains("never complete", explanation.RefusedStep.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allows_AndCounts_WhereTheDefinitionSaysSo()
    {
        using RevocationApi api = new(revocation => revocation with { OnUnavailable = RevocationFallback.Allow });
        api.Write(("jti", "a"));
        await api.LookAsync();
        System.IO.File.Delete(api.File);
        api.Api.Time.Advance(TimeSpan.FromHours(1));

        Assert.Null(await api.Api.ReasonAsync(RevocationApi.Mint("jti", "b")));
        Assert.Equal(1, api.Status.Unchecked);

        // What is known stays refused.
        Assert.Equal(RefusalReason.TokenRevoked, await api.Api.ReasonAsync(RevocationApi.Mint("jti", "a")));
    }

    /// <summary>A clock that is set back makes nothing younger; one that is set ahead makes it old until the next look.</summary>
    [Fact]
    public async Task Holds_AgainstClocksThatAreSet()
    {
        using RevocationApi api = new();
        System.IO.File.Delete(api.File);
        api.Api.Time.AutoAdvanceAmount = TimeSpan.Zero;
        api.Api.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await api.Api.ReasonAsync(RevocationApi.Mint("jti", "b")));
        api.Api.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(RefusalReason.RevocationUnavailable, await api.Api.ReasonAsync(RevocationApi.Mint("jti", "b")));
    }

    [Fact]
    public async Task Explains_WhatWasRevoked()
    {
        using RevocationApi api = new();
        api.Write(("jti", "a"));
        await api.LookAsync();
        Explanation explanation = await api.Api.Authorizer.ExplainAsync(TestApi.Request(RevocationApi.Mint("jti", "a")));

        Assert.Equal(RefusalReason.TokenRevoked, explanation.Decision.Reason);
        Assert.Equal(DecisionCheck.Revocation, explanation.RefusedStep!.Check);
        Assert.Contains("jti \"a\"", explanation.RefusedStep.Found, StringComparison.Ordinal);
        Assert.Contains("complete 60 s ago", explanation.RefusedStep.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_ADefinition_ThatNobodyFills()
    {
        ApiDefinitionException exception = Assert.Throws<ApiDefinitionException>(
            () => new RevocationApi(revocation => revocation with { File = null }));
        Assert.Equal("/authorizers/idp/revocation", Assert.Single(exception.Problems).Path);
    }

    [Fact]
    public async Task Looks_AtTheFile_NoMoreAfterAReloadWithoutIt()
    {
        using RevocationApi api = new();
        ApiDefinition definition = api.Api.Authorizer.Definition;
        api.Write(("jti", "a"));
        await api.LookAsync();
        api.Api.Authorizer.Reload(definition with
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = definition.Authorizers["idp"] with { Revocation = null } },
        });

        Assert.Empty(api.Api.Authorizer.Revocations);
        Assert.Null(await api.Api.ReasonAsync(RevocationApi.Mint("jti", "a")));
        api.Api.Authorizer.Reload(definition);
        Assert.Equal(RefusalReason.TokenRevoked, await api.Api.ReasonAsync(RevocationApi.Mint("jti", "a")));
    }
}
