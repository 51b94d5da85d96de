using Authz.Tests.Attacks;

namespace Authz.Tests.Rfc;

/// <summary>RFC 6750, bearer tokens; RFC 9110 section 11.1 on schemes; RFC 6749 section 3.3 on scopes.</summary>
public sealed class Rfc6750Tests
{
    private static readonly string s_valid = Forged.SignPayload(Forged.PayloadWith(",\"scope\":\"a\""));

    [Theory]
    [InlineData("RFC 9110 11.1", "bearer {0}", null)]
    [InlineData("RFC 9110 11.1", "BEARER {0}", null)]
    [InlineData("2.1", "Bearer {0}", null)]
    [InlineData("2.1, stricter: one space", "Bearer  {0}", RefusalReason.TokenMalformed)]
    [InlineData("2.1", "Bearer\t{0}", RefusalReason.TokenMalformed)]
    [InlineData("2.1", "Bearer {0} ", RefusalReason.TokenMalformed)]
    [InlineData("2.1", "Bearer \"{0}\"", RefusalReason.TokenMalformed)]
    [InlineData("2.1", "Bearer {0} x", RefusalReason.TokenMalformed)]
    [InlineData("2.1", " Bearer {0}", RefusalReason.TokenMissing)]
    [InlineData("2.1", "Bearer:{0}", RefusalReason.TokenMalformed)]
    [InlineData("2.1", "Token {0}", RefusalReason.TokenMissing)]
    [InlineData("2.1", "Bearer", RefusalReason.TokenMissing)]
    [InlineData("2.1", "Bearer ", RefusalReason.TokenMissing)]
    [InlineData("3.1, invalid_request", "Bearer {0}, Bearer {0}", RefusalReason.CredentialsAmbiguous)]
    [InlineData("3.1, invalid_request", "Bearer {0},{0}", RefusalReason.CredentialsAmbiguous)]
    public async Task Section2_1_OneTokenFollowsTheScheme(string section, string format, RefusalReason? expected)
    {
        using var api = new TestApi();
        var request = new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization(string.Format(null, format, s_valid)));
        Assert.Equal((section, format, expected), (section, format, (await api.Authorizer.AuthorizeAsync(request)).Reason));
    }

    // Deviates: section 3.1 asks for 400 where a request has more than one token.
    [Theory]
    [InlineData("two credentials", "Bearer {0}, Bearer {0}")]
    [InlineData("two tokens", "Bearer {0},{0}")]
    [InlineData("another scheme first", "Basic dXNlcjpwYXNz, Bearer {0}")]
    public async Task Section3_1_TwoCredentialsAreAnInvalidRequest_Deviates_401(string description, string format)
    {
        using var api = new TestApi();
        AuthorizationDecision decision = await api.Authorizer.AuthorizeAsync(
            new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization(string.Format(null, format, s_valid))));

        Assert.Equal(
            (description, RefusalReason.CredentialsAmbiguous, 401), (description, decision.Reason, decision.StatusCode));
        Assert.StartsWith("Bearer error=\"invalid_request\", error_description=\"", decision.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section2_ARepeatedHeaderIsMoreThanOneToken_Deviates_401()
    {
        using var api = new TestApi();
        var twice = new HeaderSource(s_valid, static (_, _) => HeaderValue.Repeated);
        AuthorizationDecision decision = await api.Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/pets", twice));
        Assert.Equal((RefusalReason.CredentialsAmbiguous, 401), (decision.Reason, decision.StatusCode));
    }

    [Theory]
    [InlineData("a", null)]
    [InlineData("b a", null)]
    [InlineData("b  a", null)]
    [InlineData("A", RefusalReason.ScopeMissing)]
    [InlineData("ab", RefusalReason.ScopeMissing)]
    [InlineData("b,a", RefusalReason.ScopeMissing)]
    [InlineData("b\ta", RefusalReason.ScopeMissing)]
    [InlineData("", RefusalReason.ScopeMissing)]
    public async Task Rfc6749Section3_3_ScopesAreWholeWords_BetweenSpaces_CaseSensitive(string scope, RefusalReason? expected)
    {
        using var api = new TestApi(route: route => route with { AllScopes = ["a"] });
        Assert.Equal(
            (scope, expected), (scope, await api.ReasonAsync(TestApi.Token().With("scope", scope).Sign(Forged.Key))));
    }

    [Theory]
    [InlineData("2.3, optional", "/pets?access_token={0}")]
    [InlineData("no RFC", "/pets?token={0}")]
    public async Task Section2_3_TokensInTheTargetDoNotCount(string section, string format)
    {
        using var api = new TestApi();
        var request = new AuthorizationRequest("GET", string.Format(null, format, s_valid), HeaderSource.Authorization(null));
        Assert.Equal((section, RefusalReason.TokenMissing), (section, (await api.Authorizer.AuthorizeAsync(request)).Reason));
    }

    [Fact]
    public async Task Section3_1_AChallengeWithoutCredentialsHasNoErrorCode()
    {
        using var api = new TestApi();
        AuthorizationDecision decision = await api.Authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/pets", default));
        Assert.Equal((401, "Bearer"), (decision.StatusCode, decision.Challenge));
    }

    [Theory]
    [InlineData("invalid_token", 401, "x")]
    [InlineData("insufficient_scope", 403, "b")]
    public async Task Section3_1_ErrorCodesHaveTheirStatus(string error, int status, string scope)
    {
        using var api = new TestApi(route: route => route with { AllScopes = [scope] });
        AuthorizationDecision decision = await api.DecideAsync(error == "invalid_token" ? "a.b.c" : s_valid);

        Assert.Equal(status, decision.StatusCode);
        Assert.StartsWith($"Bearer error=\"{error}\", error_description=\"", decision.Challenge, StringComparison.Ordinal);
        Assert.Equal(status == 403, decision.Challenge!.Contains($"scope=\"{scope}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Section3_EachAttributeAppearsOnce()
    {
        using var api = new TestApi(route: route => route with { AllScopes = ["a", "b"], AuthorizationScopes = ["c", "d"] });
        string challenge = (await api.DecideAsync(s_valid)).Challenge!;
        Assert.Equal(
            "Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"a b c\"", challenge);
    }
}
