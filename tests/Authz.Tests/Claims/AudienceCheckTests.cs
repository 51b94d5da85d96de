using System.Text;
using Authz.Claims;
using Authz.Tests.Tokens;

namespace Authz.Tests.Claims;

public sealed class AudienceCheckTests
{
    [Theory]
    [InlineData("string", """{"aud":"api"}""")]
    [InlineData("second of two configured", """{"aud":"other-api"}""")]
    [InlineData("array", """{"aud":["api"]}""")]
    [InlineData("last of an array", """{"aud":["x","y","api"]}""")]
    [InlineData("escaped", """{"aud":"\u0061pi"}""")]
    [InlineData("escaped in an array", """{"aud":["x","ap\u0069"]}""")]
    [InlineData("aud before client_id", """{"client_id":"x","aud":"api"}""")]
    [InlineData("client_id where aud is absent", """{"client_id":"api"}""")]
    [InlineData("client_id escaped", """{"client_id":"a\u0070i"}""")]
    public void Accepts_AConfiguredAudience(string description, string json) => Assert.True(IsMet(json, "api", "other-api"), description);

    [Theory]
    [InlineData("neither claim", "{}")]
    [InlineData("another audience", """{"aud":"x"}""")]
    [InlineData("other case", """{"aud":"API"}""")]
    [InlineData("prefix", """{"aud":"ap"}""")]
    [InlineData("longer", """{"aud":"api2"}""")]
    [InlineData("final slash", """{"aud":"api/"}""")]
    [InlineData("white space", """{"aud":" api"}""")]
    [InlineData("several in one string", """{"aud":"api other-api"}""")]
    [InlineData("several in one string, commas", """{"aud":"api,other-api"}""")]
    [InlineData("escape that stands for another character", """{"aud":"\u0041pi"}""")]
    [InlineData("none of an array", """{"aud":["x","ap","apii"]}""")]
    [InlineData("client_id counts only where aud is absent", """{"aud":"x","client_id":"api"}""")]
    [InlineData("empty client_id", """{"client_id":""}""")]
    [InlineData("text beyond ASCII that looks alike", """{"aud":"\u0430pi"}""")]
    public void Rejects_OtherAudiences(string description, string json) => Assert.False(IsMet(json, "api", "other-api"), description);

    [Fact]
    public void Rejects_EveryAudience_WhenNoneIsConfigured() => Assert.False(IsMet("""{"aud":"api"}"""));

    private static bool IsMet(string json, params string[] audiences)
    {
        var reading = new PayloadReading(json);
        Assert.Equal(RefusalReason.Undecided, reading.Reason);
        return new AudienceCheck(audiences, claims: null).IsMetBy(reading.Payload.AfterSignature(), out _);
    }
}
