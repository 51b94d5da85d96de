using Authz.Credentials;
using Authz.Targets;

namespace Authz.Tests.Credentials;

public sealed class QueryParameterTests
{
    [Theory]
    [InlineData("alone", "/?token=a.b.c", "a.b.c")]
    [InlineData("first", "/?token=a.b.c&x=1", "a.b.c")]
    [InlineData("last", "/?x=1&token=a.b.c", "a.b.c")]
    [InlineData("between empty pairs", "/?&&token=a.b.c&&", "a.b.c")]
    [InlineData("value with equals signs", "/?token=a=b==", "a=b==")]
    [InlineData("value taken as it stands", "/?token=a%2Eb+c", "a%2Eb+c")]
    [InlineData("name escaped", "/?%74oken=a.b.c", "a.b.c")]
    [InlineData("name escaped, lower-case digits", "/?to%6ben=a.b.c", "a.b.c")]
    [InlineData("last letter of the name escaped", "/?toke%6E=a.b.c", "a.b.c")]
    [InlineData("names that only begin or end alike", "/?tokens=1&xtoken=2&toke=3&token=a.b.c", "a.b.c")]
    public void Finds_TheParameter(string description, string raw, string expected)
    {
        Assert.True(TryRead(raw, out string token, out _), description);
        Assert.Equal((description, expected), (description, token));
    }

    [Fact]
    public void Reads_EveryDigit_OfAnEscapedName()
    {
        Assert.True(CanonicalTarget.TryRead("/?%69d=a.b.c", out RequestTarget target));
        Assert.True(QueryParameter.TryRead(target, "id", out TokenText text, out _));
        Assert.Equal(5, text.Length);
    }

    [Theory]
    [InlineData("no query", "/", RefusalReason.TokenMissing)]
    [InlineData("empty query", "/?", RefusalReason.TokenMissing)]
    [InlineData("another parameter", "/?x=token", RefusalReason.TokenMissing)]
    [InlineData("name without a value", "/?token", RefusalReason.TokenMissing)]
    [InlineData("empty value", "/?token=", RefusalReason.TokenMissing)]
    [InlineData("other case", "/?TOKEN=a.b.c", RefusalReason.TokenMissing)]
    [InlineData("name cut off by an escape that is none", "/?toke%6=a.b.c", RefusalReason.TokenMissing)]
    [InlineData("escape that is not hexadecimal", "/?toke%6Gn=a.b.c", RefusalReason.TokenMissing)]
    [InlineData("first digit that is not hexadecimal", "/?toke%G6n=a.b.c", RefusalReason.TokenMissing)]
    [InlineData("name in the path", "/token=a.b.c", RefusalReason.TokenMissing)]
    [InlineData("twice", "/?token=a.b.c&token=d.e.f", RefusalReason.CredentialsAmbiguous)]
    [InlineData("twice the same", "/?token=a.b.c&token=a.b.c", RefusalReason.CredentialsAmbiguous)]
    [InlineData("twice, once escaped", "/?token=a.b.c&%74oken=d.e.f", RefusalReason.CredentialsAmbiguous)]
    [InlineData("twice, once in another case", "/?Token=1&token=a.b.c", RefusalReason.CredentialsAmbiguous)]
    [InlineData("twice, once as a list", "/?token=a.b.c&token%5B%5D=1", RefusalReason.CredentialsAmbiguous)]
    [InlineData("twice, once after a semicolon", "/?token=a.b.c&x=1;token=2", RefusalReason.CredentialsAmbiguous)]
    [InlineData("twice, once with a NUL", "/?token%00x=1&token=a.b.c", RefusalReason.CredentialsAmbiguous)]
    [InlineData("twice, once empty", "/?token=a.b.c&token", RefusalReason.CredentialsAmbiguous)]
    [InlineData("twice, both empty", "/?token&token", RefusalReason.CredentialsAmbiguous)]
    [InlineData("three times", "/?token=1&token=2&token=3", RefusalReason.CredentialsAmbiguous)]
    public void Rejects_OtherQueries(string description, string raw, RefusalReason expected)
    {
        Assert.False(TryRead(raw, out _, out RefusalReason reason), description);
        Assert.Equal((description, expected), (description, reason));
    }

    private static bool TryRead(string raw, out string token, out RefusalReason reason)
    {
        Assert.True(CanonicalTarget.TryRead(raw, out RequestTarget target), raw);
        bool isFound = QueryParameter.TryRead(target, "token", out TokenText text, out reason);
        token = text.Source?.Substring(text.Start, text.Length) ?? "";
        return isFound;
    }
}
