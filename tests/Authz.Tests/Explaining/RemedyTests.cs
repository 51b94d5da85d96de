using System.Net;
using Authz.Testing;

namespace Authz.Tests.Explaining;

/// <summary>Each reason refused, explained, mended as its remedy says with what the refused step expected, and allowed.</summary>
public sealed class RemedyTests
{
    private static readonly SigningKey s_key = TestKeys.For("RS256");

    // These are mended without another request.
    private static readonly RefusalReason[] s_others =
        [RefusalReason.Undecided, RefusalReason.KeysUnavailable, RefusalReason.ReplayUnavailable, RefusalReason.ProofNonceMissing,
            RefusalReason.TokenRevoked, RefusalReason.RevocationUnavailable];

    public static TheoryData<RefusalReason> Reasons() => [.. Enum.GetValues<RefusalReason>().Except(s_others)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Allows_ARequestFixedAsTheRemedySays(RefusalReason reason)
    {
        RemedyCase mended = RemedyCases.All.Single(one => one.Reason == reason);
        using var api = new TestApi(
            configure: entry => entry with { RequiredTokenType = "at+jwt" },
            route: route => route with
            {
                AuthorizationScopes = ["pets:read"],
                Condition = [new ConditionBlock(new ConditionTerm("StringEqualsIfExists", "claims:tenant", "acme"))],
                StepUp = reason == RefusalReason.AuthenticationInsufficient ? new StepUpDefinition { AcrValues = ["phr"] } : null,
                Tools = RemedyCases.ToolsFor(reason),
            },
            authorizer: authorizer => authorizer with { TokenBinding = mended.Binding },
            readsTools: true);
        if (mended.IsSecond)
        {
            Assert.True((await api.Authorizer.AuthorizeAsync(mended.Refused)).IsAllowed);
        }

        Explanation explanation = await api.Authorizer.ExplainAsync(mended.Refused);
        ExplanationStep step = explanation.RefusedStep!;

        Assert.Equal(reason, explanation.Decision.Reason);
        Assert.EndsWith(step.Remedy!, explanation.Decision.Explanation, StringComparison.Ordinal);
        Assert.Contains(mended.InRemedy, step.Remedy, StringComparison.Ordinal);
        Assert.Contains(mended.InExpected, step.Expected, StringComparison.Ordinal);
        Assert.Contains(mended.InFound, step.Found, StringComparison.Ordinal);
        AuthorizationDecision after = await api.Authorizer.AuthorizeAsync(mended.Mend(step));
        Assert.True(after.IsAllowed, after.Explanation);
    }

    [Fact]
    public async Task Allows_WhenTheIssuerIsBack_AsTheRemedySays()
    {
        using var api = new FakeIssuerApi();
        api.First.Outage = HttpStatusCode.BadGateway;
        AuthorizationRequest request = new("GET", "/first", HeaderSource.Authorization($"Bearer {api.First.Mint(FakeIssuerApi.Audience)}"));
        Explanation refused = await api.Authorizer.ExplainAsync(request);

        Assert.Equal(RefusalReason.KeysUnavailable, refused.Decision.Reason);
        Assert.Equal(DecisionCheck.Key, refused.RefusedStep!.Check);
        Assert.Contains("502", refused.RefusedStep.Found, StringComparison.Ordinal);
        Assert.Contains("Try again later", refused.RefusedStep.Remedy, StringComparison.Ordinal);
        api.First.Outage = null;
        api.Time.Advance(refused.Decision.RetryAfter!.Value);
        Assert.True((await api.Authorizer.AuthorizeAsync(request)).IsAllowed);
    }

    [Fact]
    public void Allows_AnUndecidedRequest_OnceTheEngineIsAsked()
    {
        AuthorizationDecision unasked = default;
        Assert.Equal(RefusalReason.Undecided, unasked.Reason);
        Assert.EndsWith("Ask the engine to authorize the request and use its answer.", unasked.Explanation, StringComparison.Ordinal);

        using var api = new TestApi();
        Assert.True(api.Authorizer.Authorize(TestApi.Request(TestApi.Token().Sign(s_key))).IsAllowed);
    }
}
