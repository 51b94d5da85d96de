using System.Globalization;
using Authz.Testing;
using Authz.Tests.Binding;

namespace Authz.Tests.Shadowing;

/// <summary>No answer is another because a shadow decides beside.</summary>
public sealed class ShadowEffectsTests
{
    private const int RequestsByDefault = 20_000;

    private static readonly int s_requests = int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_SHADOW_REQUESTS") ?? $"{RequestsByDefault}", CultureInfo.InvariantCulture);

    // Two engines get the same requests in the same order; one has shadows that differ in everything, in turn.
    [Fact]
    public async Task Answers_AsWithoutAShadow()
    {
        using var plain = new FakeIssuerApi();
        using ApiAuthorizer authorizer = new(plain.Definition, new ApiAuthorizerOptions { TimeProvider = plain.Time, KeyFetchHandler = plain.First.CreateHandler(plain.Second), RememberedTokenBytes = 1 << 20 });
        ApiDefinition[] shadows = Shadows(plain);
        await plain.Authorizer.WarmUpAsync();
        await authorizer.WarmUpAsync();
        Random random = new(29);
        long compared = 0;
        long different = 0;
        AuthorizationRequest[] requests = Requests(plain);
        for (int number = 0; number < s_requests; number++)
        {
            if (number % (s_requests / 10) == 0)
            {
                compared += authorizer.Shadow?.Compared ?? 0;
                different += authorizer.Shadow?.Differences.Sum(one => one.Count) ?? 0;
                authorizer.ReloadShadow(shadows[number / (s_requests / 10) % shadows.Length]);
                await ShadowTests.WaitForAsync(() => authorizer.Shadow!.Issuers.All(issuer => issuer.IsUsable));
            }

            AuthorizationRequest request = requests[random.Next(requests.Length)];
            AuthorizationDecision expected = await plain.Authorizer.AuthorizeAsync(request);
            AuthorizationDecision found = number % 2 == 0 ? await authorizer.AuthorizeAsync(request) : authorizer.Authorize(request);
            Assert.Equal(Describe(expected), Describe(found));
        }

        // It was no idle shadow.
        Assert.InRange(compared, s_requests * 8 / 10, s_requests);
        Assert.InRange(different, s_requests / 20, s_requests);
    }

    // Both ask for proofs under rules that differ, so that the shadow judges the proof itself.
    [Fact]
    public void Uses_NoProofUp_AndAsksForNoOtherNonce()
    {
        TokenBinding binding = BindingApi.Allowed with { Nonce = true };
        using BindingApi api = new(binding);
        ApiDefinition definition = api.Api.Authorizer.Definition;
        AuthorizerDefinition other = definition.Authorizers["idp"] with { MaximumTokenLength = 9_000 };
        api.Api.Authorizer.ReloadShadow(definition with { Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = other } });
        string token = BindingApi.BoundTo(BindingApi.Key);

        AuthorizationDecision first = api.Decide(token, api.Proof(token).Sign(BindingApi.Key));
        Assert.Equal(RefusalReason.ProofNonceMissing, first.Reason);
        string proof = api.Proof(token).With("nonce", first.ProofNonce).Sign(BindingApi.Key);
        Assert.Null(api.Reason(token, proof));
        Assert.Equal(RefusalReason.ProofReplayed, api.Reason(token, proof));

        // The proof that was used up is new to the shadow: it alone would allow.
        ShadowDifference difference = Assert.Single(api.Api.Authorizer.Shadow!.Differences);
        Assert.Equal((ShadowEffect.WouldAllow, RefusalReason.ProofReplayed, 1), (difference.Effect, difference.Reason, difference.Count));
        Assert.Equal(3, api.Api.Authorizer.Shadow.Compared);
    }

    [Fact]
    public void Reads_ToolsOnce_AndJudgesThemTwice()
    {
        ToolDefinition weather = new() { AuthorizationScopes = ["weather:read"] };
        RouteDefinition route = new() { Authorizer = "idp", Tools = new Dictionary<string, ToolDefinition> { ["weather"] = weather } };
        using TestApi api = new(route: guarded => guarded with { Tools = route.Tools }, readsTools: true);
        ApiDefinition definition = api.Authorizer.Definition;
        ToolDefinition stricter = weather with { AllScopes = ["weather:admin"] };
        api.Authorizer.ReloadShadow(definition with
        {
            Routes = new Dictionary<string, RouteDefinition> { ["GET /pets"] = route with { Tools = new Dictionary<string, ToolDefinition> { ["weather"] = stricter } } },
        });
        int reads = 0;
        ToolSource tools = new(new object(), (_, _, _) =>
        {
            reads++;
            return new(new RequestedTools(["weather"]));
        });

        string token = TestApi.Token().With("scope", "weather:read").Sign(TestKeys.For("ES256"));
        Assert.True(api.Authorizer.Authorize(TestApi.Request(token) with { Tools = tools }).IsAllowed);

        Assert.Equal(1, reads);
        Assert.Equal(RefusalReason.ScopeMissing, Assert.Single(api.Authorizer.Shadow!.Differences).Reason);
    }

    // A body is not read for a shadow alone.
    [Fact]
    public void Compares_NothingThatOnlyTheBodyTells()
    {
        using TestApi api = new(readsTools: true);
        ApiDefinition definition = api.Authorizer.Definition;
        api.Authorizer.ReloadShadow(definition with
        {
            Routes = new Dictionary<string, RouteDefinition>
            {
                ["GET /pets"] = new() { Authorizer = "idp", Tools = new Dictionary<string, ToolDefinition> { ["weather"] = new() } },
            },
        });
        ToolSource tools = new(new object(), (_, _, _) => throw new InvalidOperationException("The body was read."));

        Assert.True(api.Authorizer.Authorize(TestApi.Request(TestApi.Token().Sign(TestKeys.For("ES256"))) with { Tools = tools }).IsAllowed);
        Assert.Equal((0, 1), (api.Authorizer.Shadow!.Compared, api.Authorizer.Shadow.NotCompared));
    }

    private static ApiDefinition[] Shadows(FakeIssuerApi api)
    {
        ApiDefinition same = api.Define();
        ApiDefinition otherAudience = same with
        {
            Authorizers = same.Authorizers.ToDictionary(
                one => one.Key, one => one.Value with { JwtConfiguration = [.. one.Value.JwtConfiguration.Select(entry => entry with { Audience = ["other"] })] }),
        };
        return
        [
            api.Define(first: new RouteDefinition { Authorizer = "both", AllScopes = ["a"] }),
            otherAudience,
            same with { Routes = same.Routes.ToDictionary(route => route.Key, _ => new RouteDefinition { IsOpen = true }) },
            same with { Routes = new Dictionary<string, RouteDefinition> { ["$default"] = new() { Authorizer = "second" } } },
            same,
        ];
    }

    private static AuthorizationRequest[] Requests(FakeIssuerApi api)
    {
        TestToken first = api.First.Token(FakeIssuerApi.Audience);
        string?[] tokens =
        [
            null, "", "a.b.c", api.First.Mint(FakeIssuerApi.Audience), api.First.Mint(FakeIssuerApi.Audience, "a b"), api.First.Mint("other"),
            api.Second.Mint(FakeIssuerApi.Audience), api.Second.Mint("other", "a"), first.Sign(api.Second.CurrentKey),
            api.First.Token(FakeIssuerApi.Audience).With("exp", TestApi.Now - 1000).Sign(api.First.CurrentKey),
            .. Enumerable.Range(0, 20).Select(number => api.First.Token(FakeIssuerApi.Audience).With("sub", $"{number}").Sign(api.First.CurrentKey)),
        ];
        string[] targets = ["/first", "/second", "/both", "/open", "/none", "//", "/first?a=b", "/open/%2e%2e"];
        return
        [
            .. from target in targets
               from token in tokens
               from method in (string[])["GET", "POST"]
               select new AuthorizationRequest(method, target, HeaderSource.Authorization(token is null ? null : $"Bearer {token}")),
        ];
    }

    private static (RefusalReason?, int, string?, string?, string?, string?, TimeSpan?) Describe(in AuthorizationDecision decision) => (
        decision.Reason, decision.StatusCode, decision.Challenge, decision.RouteKey, decision.Token?.Subject, decision.ResponseMessage, decision.RetryAfter);
}
