using Authz.Credentials;
using Authz.Targets;

namespace Authz.Tests.Credentials;

public sealed class TokenFinderTests
{
    [Theory]
    [InlineData("scheme", "Bearer a.b.c", "a.b.c")]
    [InlineData("scheme in lower case", "bearer a.b.c", "a.b.c")]
    [InlineData("scheme in capitals", "BEARER a.b.c", "a.b.c")]
    [InlineData("bare token", "a.b.c", "a.b.c")]
    [InlineData("something that is no token either, for the reader to refuse", "Bearer a b", "a b")]
    [InlineData("a second space, which belongs to no token", "Bearer  a.b.c", " a.b.c")]
    [InlineData("a space at the end, which belongs to no token", "Bearer a.b.c ", "a.b.c ")]
    [InlineData("a tab, which separates nothing", "Bearer\ta.b.c", "Bearer\ta.b.c")]
    [InlineData("a scheme that only begins alike", "BearerX", "BearerX")]
    public void Finds_TheToken(string description, string header, string expected)
    {
        Assert.True(TryRead("$request.header.Authorization", header, out string token, out _), description);
        Assert.Equal(expected, token);
    }

    [Theory]
    [InlineData("empty", "", RefusalReason.TokenMissing)]
    [InlineData("scheme alone", "Bearer", RefusalReason.TokenMissing)]
    [InlineData("scheme alone, other case", "beARer", RefusalReason.TokenMissing)]
    [InlineData("scheme and a space", "Bearer ", RefusalReason.TokenMissing)]
    [InlineData("another scheme", "Basic dXNlcjpwYXNz", RefusalReason.TokenMissing)]
    [InlineData("another scheme that begins alike", "BearerX a.b.c", RefusalReason.TokenMissing)]
    [InlineData("sender-constrained scheme", "DPoP a.b.c", RefusalReason.TokenMissing)]
    [InlineData("a space first", " Bearer a.b.c", RefusalReason.TokenMissing)]
    [InlineData("long s, which only a culture takes for an S", "Bea\u017Fer a.b.c", RefusalReason.TokenMissing)]
    [InlineData("two schemes joined", "Basic x, Bearer a.b.c", RefusalReason.CredentialsAmbiguous)]
    public void Rejects_OtherHeaders(string description, string header, RefusalReason expected)
    {
        Assert.False(TryRead("$request.header.Authorization", header, out _, out RefusalReason reason), description);
        Assert.Equal((description, expected), (description, reason));
    }

    [Theory]
    [InlineData("two credentials joined", "Bearer a.b.c, Bearer d.e.f", true)]
    [InlineData("two bare tokens joined", "a.b.c,d.e.f", true)]
    [InlineData("comma alone", ",", true)]
    [InlineData("one token", "Bearer a.b.c", false)]
    public void Distinguishes_SeveralCredentialsFromOne(string description, string header, bool expected)
    {
        TokenFinder finder = Find("$request.header.Authorization");

        Assert.True(finder.TryRead(HeaderSource.Authorization(header), default, out TokenText text, out _), description);
        Assert.Equal(expected, finder.IsList(text));
    }

    [Fact]
    public void Rejects_AnAbsentHeader()
    {
        TokenFinder finder = Find("$request.header.Authorization");
        Assert.False(finder.TryRead(default, default, out _, out RefusalReason reason));
        Assert.Equal(RefusalReason.TokenMissing, reason);
    }

    [Fact]
    public void Rejects_ARepeatedHeader()
    {
        TokenFinder finder = Find("$request.header.Authorization");
        var headers = new HeaderSource("", static (_, _) => HeaderValue.Repeated);

        Assert.False(finder.TryRead(headers, default, out _, out RefusalReason reason));
        Assert.Equal(RefusalReason.CredentialsAmbiguous, reason);
    }

    [Fact]
    public void Finds_TheTokenInTheHeaderThatItNames_AndNowhereElse()
    {
        var headers = HeaderSource.From(new Dictionary<string, string> { ["authorization"] = "Bearer a.a.a", ["x-token"] = "b.b.b" });
        CanonicalTarget.TryRead("/?X-Token=c.c.c", out RequestTarget target);

        Assert.True(Find("$request.header.X-Token").TryRead(headers, target, out TokenText token, out _));
        Assert.Equal("b.b.b", Characters(token));
        Assert.False(Find("$request.header.X-Other").TryRead(headers, target, out _, out RefusalReason reason));
        Assert.Equal(RefusalReason.TokenMissing, reason);
    }

    [Fact]
    public void Finds_TheTokenInTheQuery_WhenConfigured()
    {
        CanonicalTarget.TryRead("/?token=a.b.c", out RequestTarget target);
        var headers = HeaderSource.Authorization("Bearer d.e.f");

        Assert.True(Find("$request.querystring.token").TryRead(headers, target, out TokenText token, out _));
        Assert.Equal("a.b.c", Characters(token));
    }

    private static TokenFinder Find(string identitySource) => new(IdentitySource.Parse(identitySource));

    private static string Characters(TokenText token) => token.Source.Substring(token.Start, token.Length);

    private static bool TryRead(string identitySource, string header, out string token, out RefusalReason reason)
    {
        bool isFound = Find(identitySource).TryRead(
            HeaderSource.Authorization(header), default, out TokenText text, out reason);
        token = isFound ? Characters(text) : "";
        return isFound;
    }
}
