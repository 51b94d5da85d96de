using Authz.Testing;

namespace Authz.Tests;

public sealed class ExplanationTests
{
    private static readonly SigningKey s_key = TestKeys.For("RS256");

    [Fact]
    public async Task Shows_HeaderAndClaims_AndNeverTheSignature()
    {
        using var api = new TestApi();
        string token = TestApi.Token().With("name", "\u202Eevil\n").Sign(s_key);
        Explanation explanation = await api.Authorizer.ExplainAsync(TestApi.Request(token));

        Assert.Contains("\"kid\":\"RS256\"", explanation.Token!.Header, StringComparison.Ordinal);
        Assert.Contains("\"sub\":\"test-subject\"", explanation.Token.Payload, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('.')[2], $"{explanation.Token}{string.Concat(explanation.Steps)}", StringComparison.Ordinal);
        Assert.All(
            explanation.Steps,
            step => Assert.Equal(step.Check == DecisionCheck.RememberedToken ? CheckVerdict.Skipped : CheckVerdict.Held, step.Verdict));
        Assert.Equal([1, 2, 3, 4, 5, 5, 5, 5, 5, 6, 7, 8, 8, 8, 9, 9, 9], explanation.Steps.Select(step => step.Stage));
    }

    [Fact]
    public async Task Shows_NothingOfAQueryThatMayHoldTheToken()
    {
        ApiDefinition api = new ApiDefinitionBuilder()
            .AddAuthorizer("idp", new AuthorizerDefinition
            {
                IdentitySource = "$request.querystring.access_token",
                JwtConfiguration = [new JwtConfiguration { Issuer = TestApi.Issuer, Audience = ["a"], Jwks = TestKeys.SetOf(
                    s_key).ToJsonString() }],
            })
            .AddRoute("GET /hub", "idp")
            .Build();
        using ApiAuthorizer authorizer = new(api);
        Explanation found = await authorizer.ExplainAsync(new AuthorizationRequest("GET", "/hub?access_token=secret", default));
        Explanation ambiguous = await authorizer.ExplainAsync(new AuthorizationRequest("GET", "/hub//?access_token=secret", default));
        Explanation missing = await authorizer.ExplainAsync(new AuthorizationRequest("GET", "/hub?token=secret", default));

        Assert.Equal(RefusalReason.TokenMalformed, found.Decision.Reason);
        Assert.Contains("opaque", found.RefusedStep!.Found, StringComparison.Ordinal);
        Assert.Equal("no such parameter, or an empty one", missing.RefusedStep!.Found);
        Assert.All(new[] { found, ambiguous, missing }, explanation =>
            Assert.DoesNotContain("secret", $"{string.Concat(explanation.Steps)}{explanation.Token}", StringComparison.Ordinal));
    }

    [Fact]
    public void Stops_AtAnOpenRoute()
    {
        using ApiAuthorizer authorizer = new(new ApiDefinitionBuilder().AddOpenRoute("GET /health").Build());
        Explanation explanation = authorizer.Explain(
            new AuthorizationRequest("GET", "/health", HeaderSource.Authorization("Bearer a.b.c")));

        Assert.True(explanation.Decision.IsAllowed);
        Assert.Null(explanation.Token);
        Assert.Equal("'GET /health', which is open", explanation.Steps[1].Found);
        Assert.All(explanation.Steps.Skip(2), step => Assert.Equal(CheckVerdict.NotReached, step.Verdict));
    }

    [Fact]
    public void Stops_WhereARouteAsksForNoToken_AndThereIsNone()
    {
        using ApiAuthorizer authorizer = new(new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", "https://id.example.com/", "a")
            .AddRoute("GET /pets", new RouteDefinition { Authorizer = "idp", TokenRequired = false })
            .Build());
        Explanation explanation = authorizer.Explain(new AuthorizationRequest("GET", "/pets", default));

        Assert.True(explanation.Decision.IsAllowed);
        Assert.Equal("none, which the route allows", explanation.Steps[2].Found);
        Assert.All(explanation.Steps.Skip(3), step => Assert.Equal(CheckVerdict.NotReached, step.Verdict));
    }

    [Theory]
    [InlineData("opaque", "2YotnFZFEjr1zCsicMWpAA", "one part, as an opaque token has")]
    [InlineData("encrypted", "a.b.c.d.e", "five parts, as an encrypted token has")]
    [InlineData("without a signature", "e30.e30.", "an empty header or signature")]
    [InlineData("padded header", "e30=.e30.AA", "a header that is not a JSON object in base64url without padding")]
    [InlineData(
        "header twice",
        "eyJhbGciOiJSUzI1NiIsImFsZyI6IlJTMjU2In0.e30.AA",
        "a header that is not JSON with one reading: a repeated name, text around it, or another fault")]
    [InlineData(
        "kid of a wrong type",
        "eyJhbGciOiJSUzI1NiIsImtpZCI6MX0.e30.AA",
        "a header with kid 1")]
    [InlineData("a claim in the header", "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEiLCJpc3MiOiJiIn0.e30.AA", "a header with iss \"b\"")]
    [InlineData(
        "payload not JSON",
        "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.AAAA.AA",
        "a payload that is not a JSON object in base64url without padding")]
    public void Names_TheMalformedPart(string description, string token, string expected)
    {
        using var api = new TestApi();
        Explanation explanation = api.Authorizer.Explain(TestApi.Request(token));

        Assert.Equal((description, RefusalReason.TokenMalformed), (description, explanation.Decision.Reason));
        Assert.Equal(expected, explanation.RefusedStep!.Found);
    }

    // A signature is read last: everything else of this token holds.
    [Fact]
    public void Names_AMalformedSignature()
    {
        using var api = new TestApi();
        string token = TestApi.Token().Sign(TestKeys.For("RS256"));
        Explanation explanation = api.Authorizer.Explain(TestApi.Request($"{token[..token.LastIndexOf('.')]}.A"));

        Assert.Equal(RefusalReason.TokenMalformed, explanation.Decision.Reason);
        Assert.Equal("a signature that is not base64url without padding", explanation.RefusedStep!.Found);
    }

    [Fact]
    public void Names_AHeaderWithoutTheNameOfAKey()
    {
        using var api = new TestApi();
        Explanation explanation = api.Authorizer.Explain(TestApi.Request(Attacks.Forged.SignHeader("""{"alg":"ES256"}""")));

        Assert.Equal(RefusalReason.TokenMalformed, explanation.Decision.Reason);
        Assert.Equal("a header without kid", explanation.RefusedStep!.Found);
    }

    [Fact]
    public async Task Waits_ForKeys_AsDecisionsDo()
    {
        using var api = new FakeIssuerApi();
        AuthorizationRequest request = new("GET", "/first", HeaderSource.Authorization($"Bearer {api.First.Mint(FakeIssuerApi.Audience)}"));
        Explanation explanation = await api.Authorizer.ExplainAsync(request);

        Assert.True(explanation.Decision.IsAllowed, explanation.Decision.Explanation);
        Assert.StartsWith("'RS256 ", explanation.Steps.Single(step => step.Check == DecisionCheck.Key).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Explains_ThatTheHostRunsALambdaAuthorizer()
    {
        ApiDefinition api = new ApiDefinitionBuilder()
            .AddLambdaAuthorizer("gate", new LambdaAuthorizerDefinition { AuthorizerUri = "gate" })
            .AddRoute("GET /reports", "gate")
            .Build();
        using ApiAuthorizer authorizer = new(api, new ApiAuthorizerOptions { RunsLambdaAuthorizers = true });
        ExplanationStep refused = authorizer.Explain(new AuthorizationRequest("GET", "/reports", default)).RefusedStep!;

        Assert.Equal(
            (DecisionCheck.Route, "a route that the engine decides", "'GET /reports', which its host decides"),
            (refused.Check, refused.Expected, refused.Found));
    }

    [Fact]
    public async Task Explains_ThatKeysAreBeingFetched_WhenASignatureFailsUnderOlderOnes()
    {
        using var api = new FakeIssuerApi();
        string token = api.First.Mint(FakeIssuerApi.Audience);
        Assert.True((await api.DecideAsync("/first", token)).IsAllowed);
        api.Time.Advance(TimeSpan.FromMinutes(6));
        string changed = $"{token[..^8]}{(token[^8] == 'A' ? 'B' : 'A')}{token[^7..]}";
        ExplanationStep refused = api.Authorizer.Explain(
            new AuthorizationRequest("GET", "/first", HeaderSource.Authorization($"Bearer {changed}"))).RefusedStep!;

        Assert.Equal(
            (DecisionCheck.Signature, "another one, and the issuer's keys are being fetched again"), (refused.Check, refused.Found));
    }

    [Fact]
    public void Keeps_NoTokenThatIsOnlyExplained()
    {
        using var api = new TestApi(rememberedTokenBytes: 1 << 20);
        AuthorizationRequest request = TestApi.Request(TestApi.Token().Sign(s_key));
        VerifiedToken explained = api.Authorizer.Explain(request).Decision.Token!;
        VerifiedToken decided = api.Authorizer.Authorize(request).Token!;

        Assert.NotSame(explained, decided);
        Assert.Same(decided, api.Authorizer.Authorize(request).Token);
    }
}
