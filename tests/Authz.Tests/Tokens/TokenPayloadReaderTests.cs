using System.Text;
using Authz.Tokens;

namespace Authz.Tests.Tokens;

public sealed class TokenPayloadReaderTests
{
    [Fact]
    public void Accepts_EveryClaim_InItsPlace()
    {
        var reading = new PayloadReading(
            """{"iss":"i","sub":"s","aud":["a","b"],"client_id":"c","exp":30,"nbf":20,"iat":10,"jti":"j","scope":"x y","scp":["z"],"cnf":{"jkt":"k"},"other":{"exp":1}}""");
        Assert.Equal(RefusalReason.Undecided, reading.Reason);
        Assert.True(reading.Payload.HasIssuer);
        Assert.Equal("i", Encoding.UTF8.GetString(reading.Payload.RawIssuer));

        VerifiedPayload payload = reading.Payload.AfterSignature();
        Assert.Equal("s", TextOf(payload, payload.Subject));
        Assert.Equal("""["a","b"]""", TextOf(payload, payload.Audience));
        Assert.Equal("c", TextOf(payload, payload.ClientId));
        Assert.Equal("""["z"]""", TextOf(payload, payload.Scopes));
        Assert.Equal((30, 20, 10), (payload.Times.Expires, payload.Times.NotBefore, payload.Times.IssuedAt));
        Assert.True(payload.Confirmation.IsPresent);
    }

    [Fact]
    public void Accepts_NoClaimsAtAll()
    {
        var reading = new PayloadReading("{}");
        VerifiedPayload payload = reading.Payload.AfterSignature();

        Assert.Equal(RefusalReason.Undecided, reading.Reason);
        Assert.False(reading.Payload.HasIssuer || payload.Subject.IsPresent || payload.Audience.IsPresent || payload.ClientId.IsPresent);
        Assert.False(payload.Scopes.IsPresent || payload.Confirmation.IsPresent);
        Assert.Null(payload.Times.Expires);
    }

    [Fact]
    public void Reads_Scope_WhenScpIsAbsent()
    {
        VerifiedPayload payload = new PayloadReading("""{"scope":"x y"}""").Payload.AfterSignature();
        Assert.Equal("x y", TextOf(payload, payload.Scopes));
    }

    [Fact]
    public void Reads_EscapedNames()
    {
        var reading = new PayloadReading("""{"\u0069ss":"i","\u0063\u006C\u0069\u0065\u006E\u0074\u005F\u0069\u0064":"c","ex\u0070":5}""");
        VerifiedPayload payload = reading.Payload.AfterSignature();

        Assert.Equal(RefusalReason.Undecided, reading.Reason);
        Assert.Equal("i", Encoding.UTF8.GetString(reading.Payload.RawIssuer));
        Assert.Equal("c", TextOf(payload, payload.ClientId));
        Assert.Equal(5, payload.Times.Expires);
    }

    [Theory]
    [InlineData("whole", "100", 100, 100, 100)]
    [InlineData("fraction", "100.5", 100, 101, 101)]
    [InlineData("fraction of zero", "100.0", 100, 100, 100)]
    public void Rounds_SoThatTheTokenIsValidForLessTime(string description, string number, long expires, long notBefore, long issuedAt)
    {
        TokenTimes times = new PayloadReading($$"""{"exp":{{number}},"nbf":{{number}},"iat":{{number}}}""").Payload.Times;
        Assert.Equal((description, expires, notBefore, issuedAt), (description, times.Expires, times.NotBefore, times.IssuedAt));
    }

    [Theory]
    [InlineData("array", "[]")]
    [InlineData("string, a nested token", "\"eyJhbGciOiJub25lIn0.e30.\"")]
    [InlineData("number", "1")]
    [InlineData("nothing", "")]
    [InlineData("trailing data", "{}{}")]
    [InlineData("comma before the first claim", """{,"iss":"a"}""")]
    [InlineData("cut off after a name", """{"iss":""")]
    [InlineData("cut off in an array", """{"aud":["a" """)]
    [InlineData("array that is no JSON", """{"aud":["a",]}""")]
    [InlineData("claim twice", """{"iss":"a","iss":"a"}""")]
    [InlineData("claim twice, once escaped", """{"iss":"a","\u0069ss":"b"}""")]
    [InlineData("claim twice that means nothing here", """{"x":1,"x":1}""")]
    [InlineData("seventeen levels", """{"a":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}""")]
    [InlineData("malformed claim in text that is no JSON", """{"exp":"1",}""")]
    public void Rejects_TextThatIsNotAJsonObject(string description, string json) =>
        Assert.Equal((description, RefusalReason.TokenMalformed), (description, new PayloadReading(json).Reason));

    [Theory]
    [InlineData("iss", "1")]
    [InlineData("iss", "null")]
    [InlineData("iss", """["a"]""")]
    [InlineData("sub", "1")]
    [InlineData("sub", "{}")]
    [InlineData("jti", "1")]
    [InlineData("jti", "[]")]
    [InlineData("client_id", "true")]
    [InlineData("client_id", """["a"]""")]
    [InlineData("aud", "1")]
    [InlineData("aud", "null")]
    [InlineData("aud", "{}")]
    [InlineData("aud", "\"\"")]
    [InlineData("aud", "[]")]
    [InlineData("aud", "[1]")]
    [InlineData("aud", """["a",1]""")]
    [InlineData("aud", """["a",null]""")]
    [InlineData("aud", """["a",["a"]]""")]
    [InlineData("aud", """["a",{"b":["c",{}]}]""")]
    [InlineData("aud", """["a",""]""")]
    [InlineData("scope", "1")]
    [InlineData("scope", "null")]
    [InlineData("scope", "[1]")]
    [InlineData("scope", """["a",["b"],"c"]""")]
    [InlineData("scp", "false")]
    [InlineData("scp", """[{"a":["b"]},"c"]""")]
    [InlineData("exp", "\"1\"")]
    [InlineData("exp", "null")]
    [InlineData("exp", "true")]
    [InlineData("exp", "[1]")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "1e400")]
    [InlineData("nbf", "\"1\"")]
    [InlineData("nbf", "253402300800")]
    [InlineData("iat", "\"1\"")]
    [InlineData("iat", "{}")]
    public void Rejects_MalformedClaims_InAnyPlace(string claim, string value)
    {
        string member = $"\"{claim}\":{value}";
        Assert.Equal((member, RefusalReason.ClaimMalformed), (member, new PayloadReading($$"""{{{member}}}""").Reason));
        Assert.Equal((member, RefusalReason.ClaimMalformed), (member, new PayloadReading($$"""{{{member}},"x":{"y":[]},"z":1}""").Reason));
        Assert.Equal((member, RefusalReason.ClaimMalformed), (member, new PayloadReading($$"""{"x":1,{{member}}}""").Reason));
        Assert.Equal((member, RefusalReason.TokenMalformed), (member, new PayloadReading($$"""{{{member}},"x":1,"x":2}""").Reason));
    }

    [Theory]
    [InlineData("scope", "\"\"")]
    [InlineData("scope", "[]")]
    [InlineData("scp", """[""]""")]
    [InlineData("sub", "\"\"")]
    [InlineData("cnf", "null")]
    public void Accepts_EmptyClaims_ThatGrantNothing(string claim, string value) =>
        Assert.Equal(RefusalReason.Undecided, new PayloadReading($$"""{"{{claim}}":{{value}}}""").Reason);

    [Fact]
    public void Accepts_64Audiences_AndNoMore()
    {
        Assert.Equal(RefusalReason.Undecided, Read(64));
        Assert.Equal(RefusalReason.ClaimMalformed, Read(65));
        Assert.Equal(RefusalReason.ClaimMalformed, Read(5000));

        static RefusalReason Read(int count) =>
            new PayloadReading($$"""{"aud":[{{string.Join(',', Enumerable.Repeat("\"a\"", count))}}],"exp":1}""").Reason;
    }

    [Fact]
    public void Rejects_PayloadsOf64KiB()
    {
        Assert.Equal(RefusalReason.Undecided, new PayloadReading("{}".PadRight(65_535)).Reason);
        Assert.Equal(RefusalReason.TokenTooLarge, new PayloadReading("{}".PadRight(65_536)).Reason);
    }

    [Fact]
    public void Accepts_EscapedNames_OfAnyLengthThatJsonMayHave() =>
        Assert.Equal(RefusalReason.Undecided, new PayloadReading($$"""{"\u0061{{new string('a', 400)}}":1}""").Reason);

    private static string TextOf(VerifiedPayload payload, ClaimSlot slot) => Encoding.UTF8.GetString(slot.In(payload.Text));
}
