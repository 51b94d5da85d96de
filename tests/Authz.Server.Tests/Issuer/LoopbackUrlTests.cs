using Authz.Server.Issuer;

namespace Authz.Server.Tests.Issuer;

public sealed class LoopbackUrlTests
{
    [Theory]
    [InlineData("http://localhost", "")]
    [InlineData("http://localhost:3000/callback", "/callback")]
    [InlineData("http://127.0.0.1:65535?x=1", "?x=1")]
    [InlineData("http://[::1]:1/a/b?c=%20", "/a/b?c=%20")]
    [InlineData("https://localhost:8443/", "/")]
    public void Accepts_UrlsOfThisMachine(string url, string expected)
    {
        Assert.True(LoopbackUrl.TrySplit(url, out string rest));
        Assert.Equal(expected, rest);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("empty", "")]
    [InlineData("another host", "http://evil.example/")]
    [InlineData("a host that begins like ours", "http://localhost.evil.example/")]
    [InlineData("a host that begins like an address", "http://127.0.0.1.evil.example/")]
    [InlineData("a user named like ours", "http://localhost@evil.example/")]
    [InlineData("a user and a port", "http://localhost:80@evil.example/")]
    [InlineData("a user of our host", "http://a@localhost/")]
    [InlineData("another spelling of the address", "http://127.1/")]
    [InlineData("the address as a number", "http://2130706433/")]
    [InlineData("another address of the machine", "http://127.0.0.2/")]
    [InlineData("every address", "http://0.0.0.0/")]
    [InlineData("IPv6 in full", "http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("IPv6 as a prefix", "http://[::1].evil.example/")]
    [InlineData("capital letters", "http://LOCALHOST/")]
    [InlineData("a final dot", "http://localhost./")]
    [InlineData("no authority", "http:/localhost/")]
    [InlineData("backslashes", "http:\\\\localhost/")]
    [InlineData("a backslash in the host", "http://localhost\\@evil.example/")]
    [InlineData("a fragment", "http://localhost/#a")]
    [InlineData("an empty fragment", "http://localhost/#")]
    [InlineData("white space", " http://localhost/")]
    [InlineData("a line break", "http://localhost/\r\nSet-Cookie: a=b")]
    [InlineData("a tab in the scheme", "ht\ttp://localhost/")]
    [InlineData("a letter beyond ASCII", "http://localhost/ä")]
    [InlineData("an empty port", "http://localhost:/")]
    [InlineData("port 0", "http://localhost:0/")]
    [InlineData("too large a port", "http://localhost:65536/")]
    [InlineData("a port with a sign", "http://localhost:+80/")]
    [InlineData("another scheme", "app://localhost/")]
    [InlineData("a script", "javascript:alert(1)//localhost")]
    [InlineData("a path alone", "/callback")]
    public void Rejects_EverythingElse(string description, string? url) =>
        Assert.False(LoopbackUrl.TrySplit(url, out _), description);
}
