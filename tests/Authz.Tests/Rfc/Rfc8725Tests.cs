using Authz.Tests.Attacks;

namespace Authz.Tests.Rfc;

/// <summary>RFC 8725, best current practices for JSON Web Tokens.</summary>
public sealed class Rfc8725Tests
{
    [Fact]
    public async Task Section3_1_TheConfigurationChoosesTheAlgorithms()
    {
        using var api = new TestApi(configure: entry => entry with { Algorithms = ["RS256"] });
        Assert.Null(await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("RS256"))));
        Assert.Equal(RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES256"))));
    }

    [Fact]
    public void Section3_1_AnEmptyListOfAlgorithmsIsAConfigurationError() =>
        Assert.Throws<ApiDefinitionException>(() => new TestApi(configure: entry => entry with { Algorithms = [] }));

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("*")]
    public void Section3_2_OnlyStrongAlgorithmsCanBeConfigured(string algorithm) =>
        Assert.Throws<ApiDefinitionException>(() => new TestApi(configure: entry => entry with { Algorithms = [algorithm] }));

    [Fact]
    public async Task Section3_3_TheSignatureIsValidatedEvenIfAllClaimsHold() => await AssertAsync(
        new("3.3", "attacker's signature", TestApi.Token().Sign(Forged.AttackersKey), RefusalReason.SignatureInvalid),
        new("3.3", "nested token", Forged.SignHeader(Forged.Header(",\"cty\":\"JWT\"")), RefusalReason.TokenMalformed));

    [Fact]
    public async Task Section3_4_CryptographicInputsAreValidated() => await AssertAsync(
        SignatureEncodings.Cases()
            .Where(attack => attack.Id is "B1" or "B4")
            .Select(attack => new RfcCase("3.4", attack.Description, attack.Token, attack.Expected))
            .ToArray());

    [Fact]
    public async Task Section3_5_HumanSecretsAreNoKeys() => await AssertAsync(
        new RfcCase(
            "3.5", "password", Forged.WithMac("""{"alg":"HS256","kid":"ES256"}""", Forged.ValidPayload, "HS256", "password"u8.ToArray()),
            RefusalReason.AlgorithmNotAllowed));

    [Fact]
    public async Task Section3_6_NothingIsDecompressed() =>
        await AssertAsync(new RfcCase("3.6", "zip", Forged.SignHeader(Forged.Header(",\"zip\":\"DEF\"")), RefusalReason.CriticalHeader));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Section3_7_OnlyUtf8IsRead(string encoding)
    {
        byte[] payload = System.Text.Encoding.GetEncoding(encoding).GetBytes(Forged.ValidPayload);
        await AssertAsync(
            new RfcCase("3.7", encoding, Forged.Sign("""{"alg":"ES256","kid":"ES256"}"""u8, payload), RefusalReason.TokenMalformed));
    }

    // Section 3.8 has its tests in IssuerConfusionTests: keys belong to one issuer each.
    [Fact]
    public async Task Section3_9_TheAudienceIsRequired() =>
        await AssertAsync(new RfcCase("3.9", "no audience", Forged.SignPayload(Forged.PayloadWithout("aud")), RefusalReason.ClaimMissing));

    [Fact]
    public void Section3_9_AMissingAudienceIsAConfigurationError() =>
        Assert.Throws<ApiDefinitionException>(() => new TestApi(configure: entry => entry with { Audience = [] }));

    [Fact]
    public async Task Section3_10_ClaimsSelectOnlyConfiguredValues() => await AssertAsync(
        KeyIds.Cases()
            .Concat(HeaderKeys.Cases("http://127.0.0.1:1/"))
            .Select(attack => new RfcCase("3.10", attack.Description, attack.Token, attack.Expected))
            .ToArray());

    [Fact]
    public async Task Section3_11_AndSection3_12_ATypeCanBeRequired()
    {
        using var api = new TestApi(configure: entry => entry with { RequiredTokenType = "at+jwt" });
        Assert.Null(await api.ReasonAsync(TestApi.Token().WithHeader("typ", "at+jwt").Sign(Forged.Key)));
        Assert.Equal(RefusalReason.TokenTypeMismatch, await api.ReasonAsync(TestApi.Token().Sign(Forged.Key)));
    }

    private static async Task AssertAsync(params RfcCase[] cases)
    {
        using var api = new TestApi();
        await RfcCase.AssertAllAsync(api, cases);
    }
}
