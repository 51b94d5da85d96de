using System.Text;

namespace Authz.Tests.Tokens;

public sealed class TokenHeaderReaderTests
{
    [Theory]
    [InlineData("alg and kid", """{"alg":"RS256","kid":"1"}""", "RS256", "1", "")]
    [InlineData("typ", """{"typ":"at+jwt","alg":"ES512","kid":"1"}""", "ES512", "1", "at+jwt")]
    [InlineData("cty of another kind", """{"alg":"PS384","kid":"1","cty":"json"}""", "PS384", "1", "")]
    [InlineData(
        "members that are not understood", """{"alg":"RS256","kid":"1","x5t":"a","x5t#S256":"b","foo":{"alg":"none"},"nonce":[1]}""",
        "RS256", "1", "")]
    [InlineData("names in another case", """{"alg":"RS256","kid":"1","Alg":"none","KID":"2","Crit":["x"],"JWK":{}}""", "RS256", "1", "")]
    [InlineData("escaped names and values", """{"\u0061lg":"RS\u003256","k\u0069d":"a\/b","ty\u0070":"J\u0057T"}""", "RS256", "a/b", "JWT")]
    [InlineData("kid beyond ASCII", """{"alg":"RS256","kid":"schlüssel\uD83D\uDD11"}""", "RS256", "schlüssel🔑", "")]
    [InlineData("white space", " { \"alg\" : \"RS256\" , \"kid\" : \"1\" } ", "RS256", "1", "")]
    public void Accepts_Headers(string description, string json, string algorithm, string keyId, string type)
    {
        var reading = new HeaderReading(json);

        Assert.Equal((description, RefusalReason.Undecided), (description, reading.Reason));
        Assert.Equal(algorithm, reading.Header.Algorithm.ToString());
        Assert.Equal(keyId, Encoding.UTF8.GetString(reading.Header.Key.Name));
        Assert.Equal(type, Encoding.UTF8.GetString(reading.Header.Type));
    }

    [Theory]
    [InlineData("array", """["alg","RS256"]""", RefusalReason.TokenMalformed)]
    [InlineData("string", "\"RS256\"", RefusalReason.TokenMalformed)]
    [InlineData("null", "null", RefusalReason.TokenMalformed)]
    [InlineData("nothing", "", RefusalReason.TokenMalformed)]
    [InlineData("empty object", "{}", RefusalReason.TokenMalformed)]
    [InlineData("trailing data", """{"alg":"RS256","kid":"1"}x""", RefusalReason.TokenMalformed)]
    [InlineData("cut off", """{"alg":"RS256","kid":"1" """, RefusalReason.TokenMalformed)]
    [InlineData("cut off after a name", """{"alg":"RS256","kid":""", RefusalReason.TokenMalformed)]
    [InlineData("no alg", """{"kid":"1"}""", RefusalReason.TokenMalformed)]
    [InlineData("empty alg", """{"alg":"","kid":"1"}""", RefusalReason.TokenMalformed)]
    [InlineData("alg that is no string", """{"alg":["RS256"],"kid":"1"}""", RefusalReason.TokenMalformed)]
    [InlineData("alg null", """{"alg":null,"kid":"1"}""", RefusalReason.TokenMalformed)]
    [InlineData("alg twice", """{"alg":"RS256","alg":"RS256","kid":"1"}""", RefusalReason.TokenMalformed)]
    [InlineData("alg twice, once escaped", """{"alg":"RS256","\u0061lg":"none","kid":"1"}""", RefusalReason.TokenMalformed)]
    [InlineData("empty kid", """{"alg":"RS256","kid":""}""", RefusalReason.TokenMalformed)]
    [InlineData("kid that is a number", """{"alg":"RS256","kid":1}""", RefusalReason.TokenMalformed)]
    [InlineData("typ that is no string", """{"alg":"RS256","kid":"1","typ":1}""", RefusalReason.TokenMalformed)]
    [InlineData("cty that is no string", """{"alg":"RS256","kid":"1","cty":null}""", RefusalReason.TokenMalformed)]
    [InlineData("cty of a nested token", """{"alg":"RS256","kid":"1","cty":"JWT"}""", RefusalReason.TokenMalformed)]
    [InlineData("cty of a nested token, long form", """{"alg":"RS256","kid":"1","cty":"application/jwt"}""", RefusalReason.TokenMalformed)]
    [InlineData("x5t that is no string", """{"alg":"RS256","kid":"1","x5t":1}""", RefusalReason.TokenMalformed)]
    [InlineData(
        "x5t#S256 that is no string, escaped", """{"alg":"RS256","kid":"1","\u0078\u0035\u0074\u0023\u0053\u0032\u0035\u0036":{}}""",
        RefusalReason.TokenMalformed)]
    [InlineData("none", """{"alg":"none","kid":"1"}""", RefusalReason.AlgorithmNotAllowed)]
    [InlineData("symmetric", """{"alg":"HS256","kid":"1"}""", RefusalReason.AlgorithmNotAllowed)]
    [InlineData("other case", """{"alg":"rs256","kid":"1"}""", RefusalReason.AlgorithmNotAllowed)]
    [InlineData("crit", """{"alg":"RS256","kid":"1","crit":["exp"]}""", RefusalReason.CriticalHeader)]
    [InlineData("crit that is empty", """{"alg":"RS256","kid":"1","crit":[]}""", RefusalReason.CriticalHeader)]
    [InlineData("crit null", """{"alg":"RS256","kid":"1","crit":null}""", RefusalReason.CriticalHeader)]
    [InlineData("crit escaped", """{"alg":"RS256","kid":"1","\u0063\u0072\u0069\u0074":["x"]}""", RefusalReason.CriticalHeader)]
    [InlineData("b64", """{"alg":"RS256","kid":"1","b64":true}""", RefusalReason.CriticalHeader)]
    [InlineData("zip", """{"alg":"RS256","kid":"1","zip":"DEF"}""", RefusalReason.CriticalHeader)]
    [InlineData("crit before a member that is malformed", """{"crit":["x"],"alg":1,"kid":"1"}""", RefusalReason.CriticalHeader)]
    [InlineData("crit in text that is no JSON", """{"crit":["x"],"alg":"RS256","kid":"1",}""", RefusalReason.TokenMalformed)]
    [InlineData("iss repeated", """{"alg":"RS256","kid":"1","iss":"https://issuer.example"}""", RefusalReason.TokenMalformed)]
    [InlineData("sub repeated", """{"alg":"RS256","kid":"1","sub":"a"}""", RefusalReason.TokenMalformed)]
    [InlineData("aud repeated", """{"alg":"RS256","kid":"1","aud":"a"}""", RefusalReason.TokenMalformed)]
    [InlineData("seventeen levels", """{"alg":"RS256","kid":"1","a":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}""", RefusalReason.TokenMalformed)]
    public void Rejects_Headers(string description, string json, RefusalReason expected)
    {
        Assert.Equal((description, expected), (description, new HeaderReading(json).Reason));
    }

    [Theory]
    [InlineData("kid", """{"alg":"RS256","kid":"@"}""")]
    [InlineData("alg", """{"alg":"@","kid":"1"}""")]
    [InlineData("typ", """{"alg":"RS256","kid":"1","typ":"@"}""")]
    [InlineData("cty", """{"alg":"RS256","kid":"1","cty":"@"}""")]
    public void Accepts_ValuesOf256Bytes_AndNoLongerOnes(string member, string json)
    {
        Assert.NotEqual((member, RefusalReason.TokenTooLarge), (member, Read(256)));
        Assert.Equal((member, RefusalReason.TokenTooLarge), (member, Read(257)));

        RefusalReason Read(int length) => new HeaderReading(json.Replace("@", new string('a', length), StringComparison.Ordinal)).Reason;
    }

    [Theory]
    [InlineData("kid", """{"alg":"RS256","kid":"@"}""")]
    [InlineData("typ", """{"alg":"RS256","kid":"1","typ":"@"}""")]
    [InlineData("cty", """{"alg":"RS256","kid":"1","cty":"@"}""")]
    public void Accepts_EscapedValuesOf256Bytes_AndNoLongerOnes(string member, string json)
    {
        foreach ((string escape, int bytes) in ((string, int)[])[(@"\u0061", 1), (@"\/", 1), (@"\u0436", 2), (@"\ud83d\ude00", 4)])
        {
            Assert.Equal((member, escape, RefusalReason.Undecided), (member, escape, Read(escape, 256 / bytes, "")));
            Assert.Equal((member, escape, RefusalReason.TokenTooLarge), (member, escape, Read(escape, 256 / bytes, "a")));
            Assert.Equal((member, escape, RefusalReason.TokenTooLarge), (member, escape, Read(escape, 1900 / escape.Length, "")));
        }

        RefusalReason Read(string escape, int count, string rest) =>
            new HeaderReading(
                json.Replace("@", string.Concat(Enumerable.Repeat(escape, count)) + rest, StringComparison.Ordinal)).Reason;
    }

    [Fact]
    public void Accepts_AnEscapedKeyIdOf256Bytes_Unescaped()
    {
        string json = $$"""{"alg":"RS256","kid":"{{string.Concat(Enumerable.Repeat(@"\u0436", 128))}}","typ":"JWT"}""";

        Assert.Equal(new string('ж', 128), Encoding.UTF8.GetString(new HeaderReading(json).Header.Key.Name));
    }

    [Fact]
    public void Accepts_AllTextMembersAtTheirLongest_EachInItsOwnPlace()
    {
        string json =
            $$"""{"kid":"\u006B{{new string('k', 250)}}","typ":"\u0074{{new string('t', 250)}}","cty":"\u0063{{new string('c', 250)}}","alg":"RS25\u0036"}""";
        var reading = new HeaderReading(json);

        Assert.Equal(RefusalReason.Undecided, reading.Reason);
        Assert.Equal(new string('k', 251), Encoding.UTF8.GetString(reading.Header.Key.Name));
        Assert.Equal(new string('t', 251), Encoding.UTF8.GetString(reading.Header.Type));
    }

    [Fact]
    public void Accepts_EscapedNames_OfAnyLengthThatJsonMayHave() =>
        Assert.Equal(RefusalReason.Undecided, new HeaderReading($$"""{"alg":"RS256","kid":"1","\u0061{{new string('a', 400)}}":1}""").Reason);
}
