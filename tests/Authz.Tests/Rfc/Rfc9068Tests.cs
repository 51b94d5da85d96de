using Authz.Tests.Attacks;

namespace Authz.Tests.Rfc;

/// <summary>RFC 9068, JWT access tokens, as an issuer entry with <c>requiredTokenType: at+jwt</c> asks for them.</summary>
public sealed class Rfc9068Tests
{
    [Theory]
    [InlineData("4", "at+jwt", null)]
    [InlineData("4", "application/at+jwt", null)]
    [InlineData("4", "AT+JWT", null)]
    [InlineData("4", "JWT", RefusalReason.TokenTypeMismatch)]
    [InlineData("4", "jwt", RefusalReason.TokenTypeMismatch)]
    [InlineData("4", "", RefusalReason.TokenTypeMismatch)]
    public async Task Section4_TheTypeIsAtJwt(string section, string type, RefusalReason? expected)
    {
        using var api = new TestApi(configure: RequireAccessTokens);
        string token = TestApi.Token().WithHeader("typ", type).Sign(Forged.Key);
        Assert.Equal((section, expected), (section, await api.ReasonAsync(token)));
    }

    [Fact]
    public async Task Section4_IssuerAudienceSignatureAndExpiryAreChecked()
    {
        using var api = new TestApi(configure: RequireAccessTokens);
        await RfcCase.AssertAllAsync(api,
        [
            new("4", "issuer", Sign("iss", "\"https://other.example\""), RefusalReason.IssuerMismatch),
            new("4", "audience", Sign("aud", "\"x\""), RefusalReason.AudienceMismatch),
            new("4", "expiry", Sign("exp", "1799999940"), RefusalReason.TokenExpired),
            new("4", "alg none", Forged.SignHeader("""{"typ":"at+jwt","alg":"none","kid":"ES256"}"""), RefusalReason.AlgorithmNotAllowed),
            new("4", "signature", TestApi.Token().WithHeader("typ", "at+jwt").Sign(Forged.AttackersKey), RefusalReason.SignatureInvalid),
            new("4", "encrypted", "eyJhbGciOiJkaXIifQ..AA.AA.AA", RefusalReason.TokenMalformed),
        ]);
    }

    [Theory]
    [InlineData("no JSON", "a.b.c")]
    [InlineData("encrypted", "eyJhbGciOiJkaXIifQ..AA.AA.AA")]
    [InlineData("of another type", null)]
    public async Task Section4_RefusalsAreInvalidToken_OfRfc6750(string description, string? token)
    {
        using var api = new TestApi(configure: RequireAccessTokens);
        AuthorizationDecision decision = await api.DecideAsync(token ?? TestApi.Token().Sign(Forged.Key));

        Assert.Equal((description, 401), (description, decision.StatusCode));
        Assert.StartsWith("Bearer error=\"invalid_token\", ", decision.Challenge, StringComparison.Ordinal);
    }

    private static string Sign(string claim, string value) =>
        Forged.Sign(Forged.Header(",\"typ\":\"at+jwt\""), Forged.Payload(claim, value));

    private static JwtConfiguration RequireAccessTokens(JwtConfiguration entry) => entry with { RequiredTokenType = "at+jwt" };
}
