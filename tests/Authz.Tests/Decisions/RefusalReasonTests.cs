using System.Net;
using Authz.Testing;

namespace Authz.Tests.Decisions;

/// <summary>Each reason from a whole request, with its status and its body, in both modes.</summary>
public sealed class RefusalReasonTests
{
    private static readonly SigningKey s_key = TestKeys.For("RS256");

    public static TheoryData<RefusalReason, int, string> TokenReasons() => new()
    {
        { RefusalReason.TokenMalformed, 401, "a.b.c" },
        { RefusalReason.TokenTooLarge, 401, new string('A', 20_000) },
        { RefusalReason.CriticalHeader, 401, TestApi.Token().WithHeader("crit", "x").Sign(s_key) },
        { RefusalReason.AlgorithmNotAllowed, 401, TestApi.Token().WithHeader("alg", "HS256").Sign(s_key) },
        { RefusalReason.KeyUnknown, 401, TestApi.Token().WithHeader("kid", "unknown").Sign(s_key) },
        { RefusalReason.SignatureInvalid, 401, TestApi.Token().Sign(TestKeys.For("RS256", another: 1)) },
        { RefusalReason.ClaimMalformed, 401, TestApi.Token().With("exp", "soon").Sign(s_key) },
        { RefusalReason.ClaimMissing, 401, TestApi.Token().Without("exp").Sign(s_key) },
        { RefusalReason.IssuerMismatch, 401, TestApi.Token().With("iss", "https://other.example").Sign(s_key) },
        { RefusalReason.AudienceMismatch, 401, TestApi.Token().With("aud", "x").Sign(s_key) },
        { RefusalReason.TokenExpired, 401, TestApi.Token().With("exp", TestApi.Now - 60).Sign(s_key) },
        { RefusalReason.TokenNotYetValid, 401, TestApi.Token().With("nbf", TestApi.Now + 61).Sign(s_key) },
        { RefusalReason.ScopeMissing, 403, TestApi.Token().Sign(s_key) },
    };

    [Theory]
    [MemberData(nameof(TokenReasons), DisableDiscoveryEnumeration = true)]
    public async Task Rejects_Tokens_InBothModes(RefusalReason expected, int status, string token)
    {
        foreach (CompatibilityMode mode in Enum.GetValues<CompatibilityMode>())
        {
            using var api = new TestApi(mode: mode, route: route => route with { AuthorizationScopes = ["a"] });
            AuthorizationDecision decision = await api.DecideAsync(token);

            Assert.Equal((mode, expected, status), (mode, decision.Reason, decision.StatusCode));
            Assert.Equal(status == 403 ? "Forbidden" : "Unauthorized", decision.ResponseMessage);
            Assert.StartsWith(
                mode == CompatibilityMode.Aws ? "Bearer scope=\"a\" error=" : "Bearer error=", decision.Challenge,
                StringComparison.Ordinal);
            Assert.False(decision.IsAllowed);
            Assert.Null(decision.Token);
            Assert.Equal("GET /pets", decision.RouteKey);
        }
    }

    [Theory]
    [InlineData("target", "GET", "/pets/../x", "Bearer a.b.c", RefusalReason.TargetAmbiguous, 400, "Bad Request", null)]
    [InlineData("path", "GET", "/other", "Bearer a.b.c", RefusalReason.RouteNotFound, 404, "Not Found", null)]
    [InlineData("method", "POST", "/pets", "Bearer a.b.c", RefusalReason.RouteNotFound, 404, "Not Found", null)]
    [InlineData("method in lower case", "get", "/pets", "Bearer a.b.c", RefusalReason.RouteNotFound, 404, "Not Found", null)]
    [InlineData("no token", "GET", "/pets", null, RefusalReason.TokenMissing, 401, "Unauthorized", "Bearer")]
    [InlineData(
        "two tokens", "GET", "/pets", "Bearer a,Bearer b", RefusalReason.CredentialsAmbiguous, 401, "Unauthorized",
        "Bearer error=\"invalid_request\", error_description=\"the request carries more than one token\"")]
    public async Task Rejects_Requests(
        string description, string method, string target, string? header, RefusalReason expected, int status, string message,
        string? challenge)
    {
        using var api = new TestApi();
        AuthorizationDecision decision = await api.Authorizer.AuthorizeAsync(
            new AuthorizationRequest(method, target, HeaderSource.Authorization(header)));

        Assert.Equal((description, expected, status), (description, decision.Reason, decision.StatusCode));
        Assert.Equal((message, challenge), (decision.ResponseMessage, decision.Challenge));
        Assert.NotNull(decision.Explanation);
    }

    [Theory]
    [InlineData(CompatibilityMode.Standard, 503, AuthorizationOutcome.Unavailable)]
    [InlineData(CompatibilityMode.Aws, 401, AuthorizationOutcome.Unauthorized)]
    public async Task Rejects_Tokens_WhoseKeysAreUnavailable(CompatibilityMode mode, int status, AuthorizationOutcome outcome)
    {
        using var api = new FakeIssuerApi(mode: mode);
        api.First.Outage = HttpStatusCode.InternalServerError;
        AuthorizationDecision decision = await api.DecideAsync("/first", api.First.Mint(FakeIssuerApi.Audience));

        Assert.Equal((RefusalReason.KeysUnavailable, status, outcome), (decision.Reason, decision.StatusCode, decision.Outcome));
        Assert.Equal(mode == CompatibilityMode.Standard, decision.RetryAfter is not null);
        Assert.Equal(mode == CompatibilityMode.Aws, decision.Challenge is not null);
    }

    [Fact]
    public async Task Rejects_OtherTypes_AndBoundTokens_WhenTheyAreNotAccepted()
    {
        using var typed = new TestApi(configure: entry => entry with { RequiredTokenType = "at+jwt" });
        using var standard = new TestApi();

        Assert.Equal(RefusalReason.TokenTypeMismatch, await typed.ReasonAsync(TestApi.Token().Sign(s_key)));
        Assert.Equal(RefusalReason.ConfirmationUnsupported, await standard.ReasonAsync(TestApi.Token().With("cnf", "x").Sign(s_key)));
    }

    [Theory]
    [InlineData("ES256", RefusalReason.AlgorithmNotAllowed, "signing method ES256 is invalid")]
    [InlineData("PS256", RefusalReason.AlgorithmNotAllowed, "signing method PS256 is invalid")]
    public async Task Rejects_AlgorithmsThatTheServiceLacks_InItsMode(string algorithm, RefusalReason expected, string description)
    {
        using var api = new TestApi(mode: CompatibilityMode.Aws);
        AuthorizationDecision decision = await api.DecideAsync(TestApi.Token().Sign(TestKeys.For(algorithm)));

        Assert.Equal(expected, decision.Reason);
        Assert.Contains(description, decision.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_TheSkewedToken_OnlyInTheServicesMode()
    {
        string token = TestApi.Token().With("exp", TestApi.Now - 30).Without("nbf").Without("iat").Sign(s_key);
        using var standard = new TestApi();
        using var aws = new TestApi(mode: CompatibilityMode.Aws);

        Assert.Null(await standard.ReasonAsync(token));
        Assert.Equal(RefusalReason.TokenExpired, await aws.ReasonAsync(token));
    }
}
