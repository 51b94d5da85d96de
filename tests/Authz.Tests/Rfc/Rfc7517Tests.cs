using System.Text;
using System.Text.Json.Nodes;
using Authz.Keys;

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
    public void Section4_AKeyIsUsedOnlyWhereItsMembersAllowIt_AndTheOthersServe(
        string section, string requirement, string member, string? value)
    {
        JsonObject key = TestKeys.For("ES256").ToPublicJwk();
        key.Remove(member);
        if (value is not null)
        {
            key[member] = JsonNode.Parse(value);
        }

        KeyReadResult read = Read($$"""{"keys":[{{key}},{{TestKeys.For("ES384").ToPublicJwk()}}]}""");
        Assert.Equal((section, requirement, "ES384"), (section, requirement, string.Join(' ', read.Keys!.Select(used => used.KeyIdText))));
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

    private static KeyReadResult Read(string document) => JwksReader.Read(Encoding.UTF8.GetBytes(document));
}
