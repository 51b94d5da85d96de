using System.Text;
using System.Text.Json.Nodes;
using Authz.Keys.Reading;
using Authz.Tests.Signatures;

namespace Authz.Tests.Rfc;

/// <summary>RFC 7517, JSON Web Key.</summary>
public sealed class Rfc7517Tests
{
    [Theory]
    [InlineData("4.1", "kty is required", "kty", null)]
    [InlineData("4.1", "kty is case-sensitive", "kty", "\"ec\"")]
    [InlineData("4.1", "kty is a string", "kty", "1")]
    [InlineData("5", "an unknown kty is ignored", "kty", "\"X\"")]
    [InlineData("4.2", "use is for signatures", "use", "\"enc\"")]
    [InlineData("4.3", "key_ops names verify", "key_ops", "[\"sign\"]")]
    [InlineData("4.3", "key_ops has no duplicates", "key_ops", "[\"verify\",\"verify\"]")]
    [InlineData("4.3", "key_ops and use agree", "key_ops", "[\"verify\",\"encrypt\"]")]
    [InlineData("4.4", "alg is one that the key can do", "alg", "\"RS256\"")]
    [InlineData("4.4", "alg is case-sensitive", "alg", "\"es256\"")]
    [InlineData("4.5", "kid is a string", "kid", "1")]
    public void Section4_AKeyIsUsedOnlyIfItsMembersAllowIt_AndTheOthersStayUsable(
        string section, string requirement, string member, string? value)
    {
        JsonObject key = TestKeys.For("ES256").ToPublicJwk();
        key.Remove(member);
        if (value is not null)
        {
            key[member] = JsonNode.Parse(value);
        }

        KeyReadResult read = Read($$"""{"keys":[{{key}},{{TestKeys.For("ES384").ToPublicJwk()}}]}""");
        Assert.Equal((section, requirement, "ES384"), (section, requirement, string.Join(' ', read.Keys!.Select(used => used.Description.KeyId))));
    }

    [Fact]
    public void Section4_MemberNamesAreUnique() =>
        Assert.Null(Read($$"""{"keys":[{"kid":"a",{{TestKeys.For("ES256").ToPublicJwk().ToJsonString()[1..]}}]}""").Keys);

    [Fact]
    public void Section4_UnknownMembersAreIgnored()
    {
        JsonObject key = TestKeys.For("ES256").ToPublicJwk();
        key["x-issued-by"] = new JsonObject { ["alg"] = "none" };
        key["x5u"] = "https://attacker.example";
        Assert.Single(Read($$"""{"keys":[{{key}}],"next":[]}""").Keys!);
    }

    [Fact]
    public async Task Section4_4_TheKeysAlgorithmDecides_AndNotTheTokens()
    {
        using var api = new TestApi(TestKeys.SetOf(TestKeys.For("PS256")));
        string header = """{"alg":"RS256","kid":"PS256"}""";
        Assert.Equal(
            RefusalReason.AlgorithmNotAllowed, await api.ReasonAsync(
                Testing.CompactJws.Sign(header, "{\"iss\":\"https://issuer.example\",\"exp\":1900000000}", TestKeys.For("PS256"))));
    }

    // Which of them a token may use is the configuration's choice, never the token's.
    [Theory]
    [InlineData("RS256", RefusalReason.AlgorithmNotAllowed, "PS256")]
    [InlineData("PS256", RefusalReason.AlgorithmNotAllowed, "RS256")]
    public async Task Section4_4_AKeyWithoutAlgVerifiesEveryAlgorithmOfItsType_IfTheConfigurationAllowsIt(
        string algorithm, RefusalReason other, string otherAlgorithm)
    {
        JsonObject set = new() { ["keys"] = new JsonArray(KeyWithoutAlgorithm(algorithm), KeyWithoutAlgorithm(otherAlgorithm)) };
        using var open = new TestApi(set);
        using var narrow = new TestApi(set, configure: entry => entry with { Algorithms = [algorithm] });

        Assert.Null(await open.ReasonAsync(RightToken(algorithm)));
        Assert.Null(await open.ReasonAsync(RightToken(otherAlgorithm)));
        Assert.Null(await narrow.ReasonAsync(RightToken(algorithm)));
        Assert.Equal(other, await narrow.ReasonAsync(RightToken(otherAlgorithm)));
    }

    [Fact]
    public async Task Section4_5_TwoKeysOfOneKidAndTypeAreBothTried()
    {
        using var api = new TestApi(
            TestKeys.SetOf(TestKeys.For("ES256"), TestKeys.For("ES256", another: 1), TestKeys.For("ES384")));
        Assert.Null(await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES256"))));
        Assert.Null(await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES256", another: 1))));
        Assert.Null(await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES384"))));
    }

    // Section 9.2: secrets have no place in a set that is published.
    [Theory]
    [InlineData("9.2, RFC 7518 6.4", """{"kty":"oct","kid":"a","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}""", "a")]
    [InlineData("9.2, RFC 7518 6.2.2", """KEY,"d":"AAAA"}""", "ES256")]
    [InlineData("9.2, RFC 7518 6.3.2", """KEY,"p":"AAAA"}""", "ES256")]
    [InlineData("9.2, RFC 7518 6.4.1", """KEY,"k":"AAAA"}""", "ES256")]
    public async Task Section9_2_SecretsInASetAreNotUsed(string section, string json, string keyId)
    {
        string key = json.Replace("KEY", TestKeys.For("ES256").ToPublicJwk().ToJsonString()[..^1], StringComparison.Ordinal);
        string document = $$"""{"keys":[{{key}},{{TestKeys.For("ES384").ToPublicJwk()}}]}""";
        Assert.Equal((section, "ES384"), (section, Read(document).Keys!.Single().Description.KeyId));

        using var api = new TestApi(JsonNode.Parse(document));
        Assert.Equal(
            (section, RefusalReason.KeyUnknown),
            (section, await api.ReasonAsync(TestApi.Token().WithHeader("kid", keyId).Sign(TestKeys.For("ES256")))));
    }

    [Fact]
    public void Section5_StricterThanTheRfc_ASetHasAtMost100Keys_And16Levels()
    {
        string hundred = string.Join(',', Enumerable.Range(0, 100).Select(KeyNamed));
        Assert.Equal(100, Read($$"""{"keys":[{{hundred}}]}""").Keys!.Count);
        Assert.Null(Read($$"""{"keys":[{{hundred}},{{KeyNamed(100)}}]}""").Keys);
        Assert.NotNull(Read($$"""{"keys":[{{KeyNamed(1)}}],"x":{{new string('[', 15)}}{{new string(']', 15)}}}""").Keys);
        Assert.Null(Read($$"""{"keys":[{{KeyNamed(1)}}],"x":{{new string('[', 16)}}{{new string(']', 16)}}}""").Keys);
    }

    [Fact]
    public async Task Section4_5_OneKidMayNameKeysOfDifferentTypes()
    {
        JsonObject rsa = TestKeys.For("RS256").ToPublicJwk();
        JsonObject ec = TestKeys.For("ES256").ToPublicJwk();
        (rsa["kid"], ec["kid"]) = ("same", "same");
        using var api = new TestApi(new JsonObject { ["keys"] = new JsonArray(rsa, ec) });

        Assert.Null(await api.ReasonAsync(TestApi.Token().WithHeader("kid", "same").Sign(TestKeys.For("RS256"))));
        Assert.Null(await api.ReasonAsync(TestApi.Token().WithHeader("kid", "same").Sign(TestKeys.For("ES256"))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("[]")]
    public void Section5_KeysIsAnArrayOfAnObject(string document) => Assert.Null(Read(document).Keys);

    private static string KeyNamed(int number)
    {
        JsonObject key = TestKeys.For("ES256").ToPublicJwk();
        key["kid"] = $"key{number}";
        return key.ToJsonString();
    }

    private static JsonObject KeyWithoutAlgorithm(string algorithm)
    {
        JsonObject key = RsaPaddings.Key(algorithm);
        key.Remove("alg");
        return key;
    }

    private static string RightToken(string algorithm) => RsaPaddings.Of(algorithm).Single(row => row.Expected is null).Token;

    private static KeyReadResult Read(string document) => JwksReader.Read(Encoding.UTF8.GetBytes(document));
}
