using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>
/// D6: another kind of token presented as an access token. nuts CVE-2026-41164, RFC 9068 section 4, RFC 8725 section 3.11.
/// </summary>
public sealed class TokenTypeConfusionTests
{
    [Theory]
    [InlineData("ID token", "JWT")]
    [InlineData("DPoP proof", "dpop+jwt")]
    [InlineData("logout token", "logout+jwt")]
    [InlineData("verifiable presentation", "vp+jwt")]
    [InlineData("security event", "secevent+jwt")]
    [InlineData("client assertion", "client-authentication+jwt")]
    [InlineData("nearly the type", "at+jwts")]
    [InlineData("another top-level type", "text/at+jwt")]
    [InlineData("empty", "")]
    public async Task Rejects_OtherTypes_WhenATypeIsRequired(string description, string type)
    {
        using var api = new TestApi(configure: entry => entry with { RequiredTokenType = "at+jwt" });
        string token = TestApi.Token().WithHeader("typ", type).Sign(Forged.Key);
        Assert.Equal((description, RefusalReason.TokenTypeMismatch), (description, await api.ReasonAsync(token)));
    }

    [Fact]
    public async Task Rejects_AnAbsentType_WhenATypeIsRequired()
    {
        using var api = new TestApi(configure: entry => entry with { RequiredTokenType = "at+jwt" });
        Assert.Equal(RefusalReason.TokenTypeMismatch, await api.ReasonAsync(Forged.SignPayload(Forged.ValidPayload)));
    }

    [Theory]
    [InlineData("at+jwt")]
    [InlineData("application/at+jwt")]
    [InlineData("AT+JWT")]
    public async Task Accepts_TheRequiredType(string type)
    {
        using var api = new TestApi(configure: entry => entry with { RequiredTokenType = "application/at+jwt" });
        Assert.Null(await api.ReasonAsync(TestApi.Token().WithHeader("typ", type).Sign(Forged.Key)));
    }

    // The service takes sender-constrained tokens for bearer tokens; standard does not.
    [Fact]
    public async Task Accepts_ABoundToken_AsTheServiceDoes_OnlyInItsOwnMode()
    {
        using var api = new TestApi(mode: CompatibilityMode.Aws);
        string token = TestApi.Token().With("cnf", "x").Sign(TestKeys.For("RS256"));
        Assert.Null(await api.ReasonAsync(token));
    }
}
