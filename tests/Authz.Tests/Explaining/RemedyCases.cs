using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Explaining;

/// <summary>One case for each reason that a request or its token can be mended of.</summary>
internal static class RemedyCases
{
    private static readonly SigningKey s_key = TestKeys.For("RS256");

    public static readonly RemedyCase[] All =
    [
        new(RefusalReason.TargetAmbiguous, Good() with { Target = "/pets//" }, "one reading", "'//'", "canonical form", _ => Good()),
        new(
            RefusalReason.RouteNotFound,
            Good() with { Method = "DELETE" },
            "'DELETE /pets'",
            "routes for 'GET'",
            "method and path",
            step => Good() with { Method = Quoted(step.Found) }),
        new(
            RefusalReason.TokenMissing,
            new("GET", "/pets", default),
            "$request.header.Authorization",
            "no such header",
            "'Authorization: Bearer TOKEN'",
            _ => Good()),
        new(
            RefusalReason.CredentialsAmbiguous,
            Good() with { Headers = HeaderSource.Authorization("Bearer a, Bearer b") },
            "one token",
            "more than one",
            "exactly one token",
            _ => Good()),
        Token(
            RefusalReason.TokenMalformed,
            token => token.WithHeader("kid", ""),
            "alg and kid",
            "without kid",
            "write a 'kid'",
            (token, _) => token.WithHeader("kid", s_key.KeyId)),
        Token(
            RefusalReason.TokenTooLarge,
            token => token.With("pad", new string('x', 9_000)),
            "at most 8192 characters",
            "longer",
            "fewer claims",
            (token, _) => token.Without("pad")),
        Token(
            RefusalReason.CriticalHeader,
            token => token.WithHeader("zip", "DEF"),
            "without crit",
            "'zip'",
            "leave them out",
            (token, step) => WithoutHeader(token, Quoted(step.Found))),
        Token(
            RefusalReason.AlgorithmNotAllowed,
            token => token.WithHeader("alg", "HS256"),
            "'RS256'",
            "\"HS256\"",
            "allowed algorithm",
            (token, step) => token.WithHeader("alg", Quoted(step.Expected))),
        Token(
            RefusalReason.TokenTypeMismatch,
            token => token.WithHeader("typ", "JWT"),
            "'at+jwt'",
            "\"JWT\"",
            "of that type",
            (token, step) => token.WithHeader("typ", Quoted(step.Expected))),
        Token(
            RefusalReason.KeyUnknown,
            token => token.WithHeader("kid", "old"),
            "\"old\"",
            "RS256",
            "new token",
            (token, _) => token.WithHeader("kid", s_key.KeyId)),
        new(
            RefusalReason.SignatureInvalid,
            TestApi.Request(Draft().Sign(TestKeys.For("RS256", another: 1))),
            "signature of that key",
            "another one",
            "new token",
            _ => Good()),
        Token(
            RefusalReason.ClaimMalformed,
            token => token.With("exp", "soon"),
            "exp, nbf and iat seconds",
            "exp \"soon\"",
            "numbers of seconds",
            (token, _) => token.With("exp", TestApi.Now + 3600)),
        Token(
            RefusalReason.ClaimMissing,
            token => token.Without("aud"),
            $"'{TestApi.Audience}'",
            "no aud and no client_id",
            "include them",
            (token, step) => token.With("aud", Quoted(step.Expected))),
        Token(
            RefusalReason.IssuerMismatch,
            token => token.With("iss", TestApi.Issuer + "/"),
            TestApi.Issuer,
            "only in case or final slash",
            "Get the token from one of them",
            (token, step) => token.With("iss", Quoted(step.Expected))),
        Token(
            RefusalReason.AudienceMismatch,
            token => token.With("aud", new JsonArray("a", "b")),
            $"'{TestApi.Audience}'",
            "aud [\"a\",\"b\"]",
            "Request the token for one of them",
            (token, step) => token.With("aud", Quoted(step.Expected))),
        Token(
            RefusalReason.TokenExpired,
            token => token.With("exp", TestApi.Now - 125),
            "give or take 60 s",
            "(125 s ago)",
            "Get a new token",
            (token, _) => token.With("exp", TestApi.Now + 3600)),
        Token(
            RefusalReason.TokenNotYetValid,
            token => token.With("nbf", TestApi.Now + 300),
            "nbf and iat passed",
            "nbf 2027-01-15T08:05:00Z (in 300 s)",
            "correct the issuer's clock",
            (token, _) => token.With("nbf", TestApi.Now)),
        Token(
            RefusalReason.ConfirmationUnsupported,
            token => token.With("cnf", new JsonObject { ["jkt"] = "x" }),
            "no cnf",
            "cnf {\"jkt\":\"x\"}",
            "plain bearer token",
            (token, _) => token.Without("cnf")),
        .. BindingRemedyCases.All,
        Token(
            RefusalReason.ScopeMissing,
            token => token.With("scope", "pets:write"),
            "'pets:read'",
            "scope \"pets:write\"",
            "sufficient set of scopes",
            (token, step) => token.With("scope", Quoted(step.Expected))),
        Token(
            RefusalReason.ConditionUnmet,
            token => token.With("tenant", "other"),
            "every term",
            "claims:tenant is 'other', not StringEqualsIfExists 'acme'",
            "for which it holds",
            (token, step) => token.With("tenant", step.Terms.Single(term => !term.IsMet).Term.Values[0])),
        Token(
            RefusalReason.AuthenticationInsufficient,
            token => token.With("acr", "pwd"),
            "acr 'phr'",
            "acr \"pwd\"",
            "authenticate again",
            (token, step) => token.With("acr", Quoted(step.Expected))),
        new(
            RefusalReason.ToolNotAllowed,
            Good() with { Tools = ToolSource.Of(new RequestedTools(["other"])) },
            "'get'",
            "a call of 'other'",
            "exact spelling",
            step => Good() with { Tools = ToolSource.Of(new RequestedTools([Quoted(step.Expected)])) }),
        new(
            RefusalReason.ToolAmbiguous,
            Good(),
            "calls of tools among 'get'",
            "cannot be told",
            "one JSON-RPC 2.0 message",
            _ => Good() with { Tools = ToolSource.Of(RequestedTools.None) }),
    ];

    /// <summary>The tools of the route for a reason's case; null for none.</summary>
    public static IReadOnlyDictionary<string, ToolDefinition>? ToolsFor(RefusalReason reason) =>
        reason is RefusalReason.ToolNotAllowed or RefusalReason.ToolAmbiguous
            ? new Dictionary<string, ToolDefinition> { ["get"] = new() }
            : null;

    private static RemedyCase Token(
        RefusalReason reason,
        Func<TestToken, TestToken> spoil,
        string inExpected,
        string inFound,
        string inRemedy,
        Func<TestToken, ExplanationStep, TestToken> mend) =>
        new(
            reason,
            TestApi.Request(spoil(Draft()).Sign(s_key)),
            inExpected,
            inFound,
            inRemedy,
            step => TestApi.Request(mend(spoil(Draft()), step).Sign(s_key)));

    private static AuthorizationRequest Good() => TestApi.Request(Draft().Sign(s_key));

    private static TestToken Draft() => TestApi.Token().With("scope", "pets:read").With("acr", "phr").WithHeader("typ", "at+jwt");

    private static TestToken WithoutHeader(TestToken token, string name)
    {
        token.Header.Remove(name);
        return token;
    }

    // The first value that a step's text quotes.
    private static string Quoted(string text) => text.Split('\'')[1];
}
