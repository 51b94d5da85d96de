using System.Text.Json.Nodes;
using Authz.Testing;
using Authz.Tests.Keys;

namespace Authz.Tests.Explaining;

/// <summary>What an explanation says of keys: whether to wait, to mend, or to ask the issuer why a key is not used.</summary>
public sealed class KeyFindingsTests
{
    // A wait for the first set is followed by the wait for the token's own key.
    [Fact]
    public async Task Says_KeyUnknown_AtTheFirstRequestOfAll()
    {
        using var api = new FakeIssuerApi();
        string token = api.First.Token(FakeIssuerApi.Audience).WithHeader("kid", "nobody").Sign(api.First.CurrentKey);
        AuthorizationRequest request = new("GET", "/first", HeaderSource.Authorization($"Bearer {token}"));

        Explanation explanation = await api.Authorizer.ExplainAsync(request);

        Assert.Equal(RefusalReason.KeyUnknown, explanation.Decision.Reason);
        Assert.Equal(2, api.First.KeySetRequests);
        Assert.Equal(RefusalReason.KeyUnknown, (await api.Authorizer.AuthorizeAsync(request)).Reason);
        Assert.Equal(RefusalReason.KeyUnknown, (await DecideFirstAsync()).Reason);
    }

    [Fact]
    public async Task Names_TheKeyThatIsPublishedAndNotUsed()
    {
        SigningKey good = TestKeys.For("ES384");
        JsonObject bad = TestKeys.For("ES256").ToPublicJwk();
        bad["use"] = "enc";
        using var api = new TestApi(new JsonObject { ["keys"] = new JsonArray(good.ToPublicJwk(), bad) });

        Explanation explanation = await api.Authorizer.ExplainAsync(TestApi.Request(TestApi.Token().Sign(TestKeys.For("ES256"))));

        Assert.Equal(RefusalReason.KeyUnknown, explanation.Decision.Reason);
        Assert.StartsWith(
            "keys[1] has this kid and is not used: its use is not sig. Other keys: 'ES384 ES384'", explanation.RefusedStep!.Found,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "Mend what the issuer publishes")]
    [InlineData("""{"issuer":"https://elsewhere.example/","jwks_uri":"https://a/"}""", "Mend what the issuer publishes")]
    [InlineData(null, "Try again later")]
    public async Task Says_WhetherToWaitOrToMend(string? metadata, string remedy)
    {
        using ScriptedIssuer issuer = new();
        issuer.Answer = (_, _) => metadata is null ? throw new HttpRequestException("connection refused") : Task.FromResult(issuer.Json(metadata));
        ApiDefinition definition = TestApi.Define(
            CompatibilityMode.Standard, new JwtConfiguration { Issuer = TestApi.Issuer, Audience = [TestApi.Audience] },
            new RouteDefinition { Authorizer = "idp" });
        using ApiAuthorizer authorizer = new(
            definition, new ApiAuthorizerOptions
            {
                KeyFetchHandler = issuer,
                TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(
                DateTimeOffset.FromUnixTimeSeconds(TestApi.Now))
            });

        Explanation explanation = await authorizer.ExplainAsync(TestApi.Request(TestApi.Token().Sign(TestKeys.For("ES256"))));

        Assert.Equal(RefusalReason.KeysUnavailable, explanation.Decision.Reason);
        Assert.Equal(KeysUnavailableCause.NoKeys, explanation.Decision.KeysUnavailableCause);
        Assert.StartsWith(remedy, explanation.RefusedStep!.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recognizes_ATokenOfMicrosoftGraph()
    {
        using var api = new TestApi();
        string token = TestApi.Token().WithHeader("nonce", "a").Sign(TestKeys.For("ES256", another: 1));

        Explanation explanation = await api.Authorizer.ExplainAsync(TestApi.Request(token));

        Assert.Contains("as Microsoft Graph's own tokens have", explanation.RefusedStep!.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x5t", "with x5t \"UtTP\"")]
    [InlineData("x5t#S256", "with x5t#S256 \"UtTP\"")]
    public async Task Names_TheMemberThatNamesTheKey(string member, string expected)
    {
        using var api = new TestApi();
        string token = Attacks.Forged.SignHeader($$"""{"alg":"ES256","{{member}}":"UtTP"}""");

        Explanation explanation = await api.Authorizer.ExplainAsync(TestApi.Request(token));

        Assert.Equal(RefusalReason.KeyUnknown, explanation.Decision.Reason);
        Assert.Contains(expected, explanation.RefusedStep!.Expected, StringComparison.Ordinal);
    }

    private static async Task<AuthorizationDecision> DecideFirstAsync()
    {
        using var api = new FakeIssuerApi();
        return await api.DecideAsync(
            "/first", api.First.Token(FakeIssuerApi.Audience).WithHeader("kid", "nobody").Sign(api.First.CurrentKey));
    }
}
