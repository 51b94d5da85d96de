using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests;

public sealed class ApiAuthorizerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private readonly FakeIssuer _issuer;
    private readonly ApiAuthorizer _authorizer;

    public ApiAuthorizerTests()
    {
        _issuer = new FakeIssuer(timeProvider: _time);
        _authorizer = new ApiAuthorizer(Definition(_issuer.Issuer), new ApiAuthorizerOptions
        {
            TimeProvider = _time,
            KeyFetchHandler = _issuer.CreateHandler(),
        });
    }

    [Fact]
    public async Task Accepts_AValidToken_OnFirstSightAndRemembered()
    {
        string token = _issuer.Mint("pets-api", "pets:read other");

        AuthorizationDecision first = await Decide("GET", "/pets/7", token);
        AuthorizationDecision second = await Decide("GET", "/pets/7", token);

        Assert.True(first.IsAllowed, first.Explanation);
        Assert.Equal((AuthorizationOutcome.Allowed, 200), (first.Outcome, first.StatusCode));
        Assert.Equal((null, null, null, null), (first.Explanation, first.ResponseMessage, first.Challenge, first.RetryAfter));
        Assert.Same(first.Token, second.Token);
        Assert.Equal("GET /pets/{id}", second.RouteKey);
        Assert.Equal("7", second.PathParameters["id"]);
        Assert.Equal(["pets:read", "other"], second.Token!.Scopes);
        Assert.Equal(_issuer.Issuer, second.Token.Issuer);
        Assert.Equal("pets-api", second.Token.ReadClaims().GetProperty("aud").GetString());
    }

    [Fact]
    public async Task Accepts_AnyRequestOnAnOpenRoute_WithoutLookingAtTheToken()
    {
        AuthorizationDecision decision = await Decide("GET", "/health", "not a token");

        Assert.True(decision.IsAllowed);
        Assert.Null(decision.Token);
    }

    [Fact]
    public void Rejects_ByDefault()
    {
        AuthorizationDecision decision = default;

        Assert.False(decision.IsAllowed);
        Assert.Equal(RefusalReason.Undecided, decision.Reason);
        Assert.Equal((AuthorizationOutcome.Unavailable, 503), (decision.Outcome, decision.StatusCode));
        Assert.Equal("Service Unavailable", decision.ResponseMessage);
        Assert.Equal((null, null), (decision.Challenge, decision.RetryAfter));
        Assert.Equal((null, null, null), (decision.Token, decision.Route, decision.RouteKey));
        Assert.Empty(decision.PathParameters);
    }

    [Theory]
    [InlineData("GET /pets/{id}", RefusalReason.TargetAmbiguous, 400)]
    [InlineData("GET /files/{name}", null, 200)]
    public async Task Rejects_AnEncodedSlash_WhenTheRouteDoesNotAllowIt(string route, RefusalReason? reason, int status)
    {
        string target = route["GET ".Length..route.IndexOf('{', StringComparison.Ordinal)] + "a%2Fb";

        AuthorizationDecision decision = await Decide("GET", target, _issuer.Mint("pets-api", "pets:read"));

        Assert.Equal((route, reason, status), (decision.RouteKey, decision.Reason, decision.StatusCode));
    }

    [Fact]
    public async Task Fetches_KeysThatAreDue_WithoutATimer()
    {
        await _authorizer.WarmUpAsync();
        DateTimeOffset due = Assert.Single(_authorizer.Issuers).NextRefresh!.Value;
        long before = _issuer.KeySetRequests;

        await _authorizer.RefreshDueKeysAsync();
        Assert.Equal(before, _issuer.KeySetRequests);

        _time.SetUtcNow(due);
        await _authorizer.RefreshDueKeysAsync();
        Assert.Equal(before + 1, _issuer.KeySetRequests);
    }

    [Fact]
    public async Task Rejects_AMissingScope_NamingASufficientOne()
    {
        AuthorizationDecision decision = await Decide("GET", "/pets/7", _issuer.Mint("pets-api", "other"));

        Assert.Equal(RefusalReason.ScopeMissing, decision.Reason);
        Assert.Equal(403, decision.StatusCode);
        Assert.Equal(
            "Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"pets:read\"",
            decision.Challenge);
    }

    [Fact]
    public async Task Decides_ForTheRouteThatAGatewayChose_ForAnyPath()
    {
        string token = _issuer.Mint("pets-api", "pets:read");

        AuthorizationDecision decision = await DecideFor("GET /pets/{id}", "/health", token);
        AuthorizationDecision handshake = await DecideFor("$connect", "/health", token);

        Assert.True(decision.IsAllowed, decision.Explanation);
        Assert.Equal("GET /pets/{id}", decision.RouteKey);
        Assert.Equal(RefusalReason.ScopeMissing, handshake.Reason);
    }

    [Theory]
    [InlineData("a key that the definition lacks", "GET /pets/{other}")]
    [InlineData("a method and a path that a route would match", "GET /pets/7")]
    [InlineData("the empty key", "")]
    public async Task Rejects_ARouteKeyMissingInTheDefinition(string description, string routeKey)
    {
        AuthorizationDecision decision = await DecideFor(routeKey, "/health", _issuer.Mint("pets-api", "pets:read"));

        Assert.True(decision.Reason == RefusalReason.RouteNotFound, description);
    }

    [Fact]
    public async Task Rejects_APath_ThatSpellsTheHandshake()
    {
        AuthorizationDecision decision = await Decide("GET", "/$connect", _issuer.Mint("pets-api", "chat"));

        Assert.Equal(RefusalReason.RouteNotFound, decision.Reason);
    }

    [Fact]
    public void Rejects_AnUnknownKey_AtOnce_WhenTheKeysAreWrittenIntoTheDefinition()
    {
        ApiDefinition definition = Definition(_issuer.Issuer);
        JwtConfiguration entry = definition.Authorizers["idp"].JwtConfiguration[0] with { Jwks = _issuer.CreateKeySet().ToJsonString() };
        using var authorizer = new ApiAuthorizer(
            definition with
            {
                Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = new() { JwtConfiguration = [entry] } },
            },
            new ApiAuthorizerOptions { TimeProvider = _time });
        _issuer.Rotate();

        AuthorizationDecision decision = authorizer.Authorize(new AuthorizationRequest(
            "GET", "/pets/7", HeaderSource.Authorization("Bearer " + _issuer.Mint("pets-api", "pets:read"))));

        Assert.Equal(RefusalReason.KeyUnknown, decision.Reason);
    }

    public void Dispose() => _authorizer.Dispose();

    private ValueTask<AuthorizationDecision> Decide(string method, string target, string token) =>
        _authorizer.AuthorizeAsync(new AuthorizationRequest(method, target, HeaderSource.Authorization("Bearer " + token)));

    private ValueTask<AuthorizationDecision> DecideFor(string routeKey, string target, string token) =>
        _authorizer.AuthorizeAsync(
            new AuthorizationRequest("GET", target, HeaderSource.Authorization("Bearer " + token)) { RouteKey = routeKey });

    private static ApiDefinition Definition(string issuer) => new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>
        {
            ["idp"] = new() { JwtConfiguration = [new JwtConfiguration { Issuer = issuer, Audience = ["pets-api"] }] },
        },
        Routes = new Dictionary<string, RouteDefinition>
        {
            ["GET /pets/{id}"] = new() { Authorizer = "idp", AuthorizationScopes = ["pets:read", "pets:admin"] },
            ["GET /files/{name}"] = new() { Authorizer = "idp", AllowEncodedSlash = true },
            ["GET /health"] = new() { IsOpen = true },
            ["$connect"] = new() { Authorizer = "idp", AuthorizationScopes = ["chat"] },
        },
    };

    [Theory]
    [InlineData("relative", "/reasons")]
    [InlineData("with a fragment", "https://docs.example/reasons#a")]
    public void Rejects_AnErrorUriThatCannotTakeTheReason(string description, string page)
    {
        ApiAuthorizerOptions options = new() { ErrorUri = new Uri(page, UriKind.RelativeOrAbsolute) };
        Assert.True(
            Record.Exception(
                () => new ApiAuthorizer(new ApiDefinitionBuilder().AddOpenRoute("GET /").Build(), options)) is ArgumentException,
            description);
    }

    [Fact]
    public void Names_TheReasonsPage_InStandardChallengesOnly()
    {
        ApiAuthorizerOptions options = new() { ErrorUri = new Uri("https://docs.example/reasons") };
        JwtConfiguration entry = new()
        {
            Issuer = TestApi.Issuer,
            Audience = ["a"],
            Jwks = TestKeys.SetOf(
            TestKeys.For("RS256")).ToJsonString()
        };
        using ApiAuthorizer standard = new(
            TestApi.Define(CompatibilityMode.Standard, entry, new RouteDefinition { Authorizer = "idp" }), options);
        using ApiAuthorizer aws = new(TestApi.Define(CompatibilityMode.Aws, entry, new RouteDefinition { Authorizer = "idp" }), options);

        Assert.EndsWith(
            "error_uri=\"https://docs.example/reasons#token_malformed\"",
            standard.Authorize(TestApi.Request("a")).Challenge,
            StringComparison.Ordinal);
        Assert.DoesNotContain("error_uri", aws.Authorize(TestApi.Request("a")).Challenge, StringComparison.Ordinal);
    }
}
