namespace Authz.Tests;

public sealed class RfcTextTests
{
    [Fact]
    public void Accepts_AsAToken_WhatTheGrammarHas()
    {
        // RFC 9110 section 5.6.2: any VCHAR, except delimiters.
        const string Delimiters = "\"(),/:;<=>?@[\\]{}";
        for (int code = 0; code <= char.MaxValue; code++)
        {
            bool isToken = code is > ' ' and < 0x7F && !Delimiters.Contains((char)code, StringComparison.Ordinal);
            Assert.Equal((code, isToken), (code, RfcText.IsToken(((char)code).ToString())));
        }
    }

    [Fact]
    public void Accepts_AsUnreserved_WhatTheGrammarHas()
    {
        // RFC 3986 section 2.3: ALPHA, DIGIT and four marks.
        for (int code = 0; code <= char.MaxValue; code++)
        {
            bool isUnreserved = char.IsAsciiLetterOrDigit((char)code) || (char)code is '-' or '.' or '_' or '~';
            Assert.Equal((code, isUnreserved), (code, RfcText.IsUnreserved(((char)code).ToString())));
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("x-token", true)]
    [InlineData("x token", false)]
    [InlineData("x-tokené", false)]
    public void Tells_ATokenFromOtherText(string text, bool isToken) => Assert.Equal(isToken, RfcText.IsToken(text));

    [Theory]
    [InlineData("", false)]
    [InlineData("access_token", true)]
    [InlineData("access%5Ftoken", false)]
    public void Tells_UnreservedText_FromOtherText(string text, bool isUnreserved) => Assert.Equal(isUnreserved, RfcText.IsUnreserved(text));
}
