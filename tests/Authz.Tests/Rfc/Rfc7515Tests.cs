using Authz.Testing;
using Authz.Tests.Attacks;

namespace Authz.Tests.Rfc;

/// <summary>RFC 7515, JSON Web Signature; RFC 7797 on payloads that are not encoded.</summary>
public sealed class Rfc7515Tests
{
    private static readonly string s_valid = Forged.SignPayload(Forged.ValidPayload);

    [Fact]
    public async Task Section7_1_TheCompactSerializationHasThreeParts() => await AssertAsync(
        new("7.1", "three parts", s_valid, null),
        new("7.1", "one part", "eyJhbGciOiJFUzI1NiJ9", RefusalReason.TokenMalformed),
        new("7.1", "two parts", s_valid[..s_valid.LastIndexOf('.')], RefusalReason.TokenMalformed),
        new("7.1", "four parts", s_valid + ".AA", RefusalReason.TokenMalformed),
        new("7.1", "five parts, a JWE", s_valid + ".AA.AA", RefusalReason.TokenMalformed));

    [Theory]
    [InlineData('=')]
    [InlineData(' ')]
    [InlineData('\n')]
    [InlineData('+')]
    [InlineData('/')]
    public async Task Section2_Base64UrlHasNoPaddingNorOtherCharacters(char foreign) => await AssertAsync(
        new("2", "in the header", s_valid.Insert(4, foreign.ToString()), RefusalReason.TokenMalformed),
        new("2", "in the payload", s_valid.Insert(s_valid.IndexOf('.') + 4, foreign.ToString()), RefusalReason.TokenMalformed),
        new("2", "in the signature", s_valid + foreign, RefusalReason.TokenMalformed));

    // RFC 4648 section 3.5: bits that belong to no byte are zero.
    [Fact]
    public async Task Section2_Base64UrlHasOneSpelling() => await AssertAsync(
    [
        .. Spellings.Cases()
            .Where(attack => attack.Description.StartsWith("unused bits", StringComparison.Ordinal))
            .Select(attack => new RfcCase("2, RFC 4648 3.5", attack.Description, attack.Token, attack.Expected)),
        new("2", "a length that no bytes have", s_valid + "AAA", RefusalReason.TokenMalformed),
    ]);

    [Fact]
    public async Task Section5_2_TheHeaderIsACompleteJsonObject() => await AssertAsync(
        new("5.2 step 3", "array", Forged.SignHeader("""["ES256"]"""), RefusalReason.TokenMalformed),
        new("5.2 step 3", "null", Forged.SignHeader("null"), RefusalReason.TokenMalformed),
        new("5.2 step 3", "text after the object", Forged.SignHeader(Forged.ValidHeader + "x"), RefusalReason.TokenMalformed),
        new(
            "5.2 step 3", "not UTF-8", Forged.Sign([.. "{\"alg\":\"ES256\",\"kid\":\"ES256\",\"x\":\""u8, 0xFF, .. "\"}"u8], "{}"u8),
            RefusalReason.TokenMalformed));

    [Fact]
    public async Task Section4_NamesAreUnique_AndUnknownOnesIgnored() => await AssertAsync(
        new("4", "alg twice", Forged.SignHeader("""{"alg":"ES256","alg":"ES256","kid":"ES256"}"""), RefusalReason.TokenMalformed),
        new("4", "unknown member twice", Forged.SignHeader(Forged.Header(",\"x\":1,\"x\":1")), RefusalReason.TokenMalformed),
        new("4", "unknown member", Forged.SignHeader(Forged.Header(",\"http://example.com/x\":{\"y\":[1]}")), null));

    [Fact]
    public async Task Section4_1_1_AlgIsPresent_AString_AndCaseSensitive() => await AssertAsync(
        new("4.1.1", "absent", Forged.SignHeader("""{"kid":"ES256"}"""), RefusalReason.TokenMalformed),
        new("4.1.1", "number", Forged.SignHeader("""{"alg":256,"kid":"ES256"}"""), RefusalReason.TokenMalformed),
        new("4.1.1", "other case", Forged.SignHeader("""{"alg":"es256","kid":"ES256"}"""), RefusalReason.AlgorithmNotAllowed));

    [Fact]
    public async Task Section5_2_Step8_TheSignatureIsOverTheCharactersAsReceived() => await AssertAsync(
        new(
            "5.2 step 8", "white space in header and payload is signed too",
            Forged.Sign(" " + Forged.ValidHeader + "\n", "\t" + Forged.ValidPayload), null),
        new(
            "5.2 step 8", "same header, other bytes", Replace(s_valid, 0, Forged.SignHeader(Forged.ValidHeader + " ")),
            RefusalReason.SignatureInvalid),
        new(
            "5.2 step 8", "same payload, other bytes", Replace(s_valid, 1, Forged.SignPayload(Forged.ValidPayload + " ")),
            RefusalReason.SignatureInvalid));

    [Fact]
    public async Task Section4_1_11_CritIsNotUnderstood() => await AssertAsync(
        new(
            "4.1.11", "name that is not understood", Forged.SignHeader(Forged.Header(",\"crit\":[\"x\"],\"x\":1")),
            RefusalReason.CriticalHeader),
        new("4.1.11", "empty", Forged.SignHeader(Forged.Header(",\"crit\":[]")), RefusalReason.CriticalHeader),
        new("4.1.11", "no array", Forged.SignHeader(Forged.Header(",\"crit\":\"exp\"")), RefusalReason.CriticalHeader),
        new("4.1.11", "name that is absent", Forged.SignHeader(Forged.Header(",\"crit\":[\"exp\"]")), RefusalReason.CriticalHeader),
        new("4.1.11", "registered name", Forged.SignHeader(Forged.Header(",\"crit\":[\"alg\"]")), RefusalReason.CriticalHeader),
        new("4.1.11", "name twice", Forged.SignHeader(Forged.Header(",\"crit\":[\"x\",\"x\"],\"x\":1")), RefusalReason.CriticalHeader));

    [Fact]
    public async Task Rfc7797Section7_JwtsHaveNoB64() => await AssertAsync(
        new("RFC 7797 7", "false without crit", Forged.SignHeader(Forged.Header(",\"b64\":false")), RefusalReason.CriticalHeader),
        new(
            "RFC 7797 7", "false with crit", Forged.SignHeader(Forged.Header(",\"b64\":false,\"crit\":[\"b64\"]")),
            RefusalReason.CriticalHeader),
        new("stricter than RFC 7797", "true", Forged.SignHeader(Forged.Header(",\"b64\":true")), RefusalReason.CriticalHeader));

    [Theory]
    [InlineData("4.1.2", "\"jku\":\"https://attacker.example\"", null)]
    [InlineData("4.1.3", "\"jwk\":{}", null)]
    [InlineData("4.1.5", "\"x5u\":\"https://attacker.example\"", null)]
    [InlineData("4.1.6", "\"x5c\":[]", null)]
    [InlineData("4.1.7", "\"x5t\":\"AA\"", null)]
    [InlineData("4.1.8", "\"x5t#S256\":\"AA\"", null)]
    public async Task Section4_1_KeysInTheHeaderAreNeverUsed(string section, string member, RefusalReason? expected) =>
        await AssertAsync(new RfcCase(section, member, Forged.SignHeader(Forged.Header("," + member)), expected));

    [Fact]
    public async Task Section4_1_4_KidIsAString_AndCaseSensitive() => await AssertAsync(
        new("4.1.4", "number", Forged.SignHeader("""{"alg":"ES256","kid":1}"""), RefusalReason.TokenMalformed),
        new("4.1.4", "other case", Forged.SignHeader("""{"alg":"ES256","kid":"es256"}"""), RefusalReason.KeyUnknown),
        new("6", "absent: no key is guessed", Forged.SignHeader("""{"alg":"ES256"}"""), RefusalReason.TokenMalformed),
        new("4.1.4, stricter: 256 bytes", "257 bytes", Forged.SignHeader(WithKeyId(257)), RefusalReason.TokenTooLarge),
        new("4.1.4, stricter: 256 bytes", "256 bytes", Forged.SignHeader(WithKeyId(256)), RefusalReason.KeyUnknown));

    [Fact]
    public async Task Section4_1_9And10_TypAndCtyAreStrings() => await AssertAsync(
        new("4.1.9", "typ number", Forged.SignHeader(Forged.Header(",\"typ\":1")), RefusalReason.TokenMalformed),
        new("4.1.9", "any typ where none is required", Forged.SignHeader(Forged.Header(",\"typ\":\"application/x\"")), null),
        new("4.1.10", "cty array", Forged.SignHeader(Forged.Header(",\"cty\":[]")), RefusalReason.TokenMalformed),
        new("4.1.10", "cty of a nested token", Forged.SignHeader(Forged.Header(",\"cty\":\"JWT\"")), RefusalReason.TokenMalformed));

    [Fact]
    public async Task Section5_3_NamesAreComparedAfterUnescaping() => await AssertAsync(
        new("5.3", "escaped alg is alg", Forged.SignHeader("""{"\u0061lg":"ES256","kid":"ES256"}"""), null),
        new(
            "5.3", "alg and escaped alg are one name", Forged.SignHeader("""{"a\u006cg":"ES256","alg":"ES256","kid":"ES256"}"""),
            RefusalReason.TokenMalformed));

    [Fact]
    public async Task Section7_2_TheJsonSerializationIsNotAccepted() => await AssertAsync(
        new("7.2.1", "general", """{"payload":"AA"}""", RefusalReason.TokenMalformed),
        new("7.2.2", "flattened, as far as a header can carry it", """{"signature":"AA.AA.AA"}""", RefusalReason.TokenMalformed));

    [Fact]
    public async Task AppendixF_DetachedContentIsRejected()
    {
        string[] parts = CompactJws.Sign(Forged.ValidHeader, "", Forged.Key).Split('.');
        await AssertAsync(
            new("F", "payload taken out", $"{parts[0]}..{s_valid.Split('.')[2]}", RefusalReason.TokenMalformed),
            new("F", "empty payload that is signed", string.Join('.', parts), RefusalReason.TokenMalformed));
    }

    private static string WithKeyId(int length) => $$"""{"alg":"ES256","kid":"{{new string('a', length)}}"}""";

    private static string Replace(string token, int part, string other) =>
        string.Join('.', token.Split('.').Select((text, index) => index == part ? other.Split('.')[index] : text));

    private static async Task AssertAsync(params RfcCase[] cases)
    {
        using var api = new TestApi();
        await RfcCase.AssertAllAsync(api, cases);
    }
}
