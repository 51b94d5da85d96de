using System.Globalization;
using Authz.Tests.Attacks;

namespace Authz.Tests.Rfc;

/// <summary>RFC 7519, JSON Web Token.</summary>
public sealed class Rfc7519Tests
{
    [Fact]
    public async Task Section7_2_ThePayloadIsAJsonObject() => await AssertAsync(
        new("7.2 step 10", "array", Forged.SignPayload("[]"), RefusalReason.TokenMalformed),
        new("7.2 step 10", "string", Forged.SignPayload("\"a\""), RefusalReason.TokenMalformed),
        new("7.2 step 10", "text after the object", Forged.SignPayload(Forged.ValidPayload + "{}"), RefusalReason.TokenMalformed),
        new("7.2 step 8", "nested token", Forged.SignHeader(Forged.Header(",\"cty\":\"JWT\"")), RefusalReason.TokenMalformed));

    [Fact]
    public async Task Section4_ClaimNamesAreUnique_AndUnknownOnesIgnored() => await AssertAsync(
        new("4", "iss twice", Forged.SignPayload(Forged.PayloadWith(",\"iss\":\"https://issuer.example\"")), RefusalReason.TokenMalformed),
        new("4", "unknown claim twice", Forged.SignPayload(Forged.PayloadWith(",\"x\":1,\"x\":1")), RefusalReason.TokenMalformed),
        new("4", "unknown claim", Forged.SignPayload(Forged.PayloadWith(",\"http://example.com/is_root\":true")), null));

    [Fact]
    public async Task Section4_1_1_IssIsAString_ComparedExactly() => await AssertAsync(
        Claim("4.1.1", "iss", "\"https://issuer.example\"", null),
        Claim("4.1.1", "iss", "\"https://issuer.example/\"", RefusalReason.IssuerMismatch),
        Claim("4.1.1", "iss", "\"HTTPS://ISSUER.EXAMPLE\"", RefusalReason.IssuerMismatch),
        Claim("4.1.1", "iss", "[\"https://issuer.example\"]", RefusalReason.ClaimMalformed));

    [Fact]
    public async Task Section4_1_2And7_SubAndJtiAreStrings() => await AssertAsync(
        Claim("4.1.2", "sub", "\"a\"", null), Claim("4.1.2", "sub", "1", RefusalReason.ClaimMalformed),
        Claim("4.1.7", "jti", "\"a\"", null), Claim("4.1.7", "jti", "1", RefusalReason.ClaimMalformed));

    [Fact]
    public async Task Section4_1_3_OneAudienceIsOurs() => await AssertAsync(
        Claim("4.1.3", "aud", "\"pets-api\"", null),
        Claim("4.1.3", "aud", "[\"x\",\"pets-api\"]", null),
        Claim("4.1.3", "aud", "\"x\"", RefusalReason.AudienceMismatch),
        Claim("4.1.3", "aud", "[]", RefusalReason.ClaimMalformed),
        Claim("4.1.3", "aud", "[1]", RefusalReason.ClaimMalformed),
        new("4.1.3", "absent", Forged.SignPayload(Forged.PayloadWithout("aud")), RefusalReason.ClaimMissing));

    [Theory]
    [InlineData("exp", -59, null)]
    [InlineData("exp", -60, RefusalReason.TokenExpired)]
    [InlineData("nbf", 60, null)]
    [InlineData("nbf", 61, RefusalReason.TokenNotYetValid)]
    [InlineData("iat", 60, null)]
    [InlineData("iat", 61, RefusalReason.TokenNotYetValid)]
    public async Task Section4_1_4To6_TimesAreComparedWithOneMinuteOfSkew(string claim, int seconds, RefusalReason? expected)
    {
        string payload = TestApi.Token().Without("nbf").Without("iat").With(claim, TestApi.Now + seconds).Claims.ToJsonString();
        await AssertAsync(new RfcCase("4.1.4 to 4.1.6", $"{claim} {seconds}", Forged.SignPayload(payload), expected));
    }

    [Theory]
    [InlineData("1800003600", null)]
    [InlineData("1800003600.5", null)]
    [InlineData("1.8000036e9", null)]
    [InlineData("253402300799", null)]
    [InlineData("253402300800", RefusalReason.ClaimMalformed)]
    [InlineData("-1", RefusalReason.ClaimMalformed)]
    [InlineData("1e400", RefusalReason.ClaimMalformed)]
    [InlineData("\"1800003600\"", RefusalReason.ClaimMalformed)]
    [InlineData("null", RefusalReason.ClaimMalformed)]
    [InlineData("NaN", RefusalReason.TokenMalformed)]
    public async Task Section2_ANumericDateIsANumberOfSeconds(string number, RefusalReason? expected) =>
        await AssertAsync(Claim("2", "exp", number, expected));

    [Fact]
    public async Task Section5_3_ClaimsRepeatedInTheHeaderAreRefused() => await AssertAsync(
        new("5.3", "iss", Forged.SignHeader(Forged.Header(",\"iss\":\"https://issuer.example\"")), RefusalReason.TokenMalformed),
        new("5.3", "sub", Forged.SignHeader(Forged.Header(",\"sub\":\"a\"")), RefusalReason.TokenMalformed),
        new("5.3", "aud", Forged.SignHeader(Forged.Header(",\"aud\":\"pets-api\"")), RefusalReason.TokenMalformed));

    [Fact]
    public async Task Section6_UnsecuredTokensAreRefused() => await AssertAsync(
        new("6.1", "the example's form", TestApi.Token().WithoutSignature(), RefusalReason.TokenMalformed),
        new("6.1", "with a signature", Forged.SignHeader("""{"alg":"none","kid":"ES256"}"""), RefusalReason.AlgorithmNotAllowed));

    [Fact]
    public async Task Section7_3_ComparisonsAreCodePointByCodePoint() => await AssertAsync(
        Claim("7.3", "iss", "\"https:\\/\\/issuer.ex\\u0061mple\"", null),
        Claim("7.3", "aud", "\"p\\u0065ts-api\"", null),
        Claim("7.3", "aud", "\"p\\u0435ts-api\"", RefusalReason.AudienceMismatch));

    private static RfcCase Claim(string section, string claim, string value, RefusalReason? expected) =>
        new(
            section, string.Create(CultureInfo.InvariantCulture, $"{claim} is {value}"), Forged.SignPayload(Forged.Payload(claim, value)),
            expected);

    private static async Task AssertAsync(params RfcCase[] cases)
    {
        using var api = new TestApi();
        await RfcCase.AssertAllAsync(api, cases);
    }
}
