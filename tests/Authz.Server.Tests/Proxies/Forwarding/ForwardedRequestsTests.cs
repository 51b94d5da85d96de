using System.Net;
using Authz.Server.Proxies;
using Authz.Server.Proxies.Forwarding;
using Microsoft.AspNetCore.Http;

namespace Authz.Server.Tests.Proxies.Forwarding;

public sealed class ForwardedRequestsTests
{
    private const string Proxy = "10.0.0.1";
    private const string Unknown = "unknown";

    private static readonly TrustedProxies s_proxies = new([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")]);

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("192.0.2.7:1234", "192.0.2.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("[2001:db8::7]", "2001:db8::7")]
    [InlineData("[2001:db8::7]:1234", "2001:db8::7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("198.51.100.9, 192.0.2.7", "192.0.2.7")]
    [InlineData("198.51.100.9, 192.0.2.7, 10.9.9.9", "192.0.2.7")]
    [InlineData("198.51.100.9, 192.0.2.7, fd00::9, ::ffff:10.0.0.2", "192.0.2.7")]
    [InlineData("10.1.1.1, 10.2.2.2", "10.1.1.1")]
    [InlineData("evil, 192.0.2.7", "192.0.2.7")]
    [InlineData("\"x, 192.0.2.7", "192.0.2.7")]
    [InlineData(" , ,192.0.2.7", "192.0.2.7")]
    [InlineData("", Proxy)]
    [InlineData(",", Proxy)]
    public void Finds_TheFirstAddressFromTheRightThatIsNotTrusted(string forwardedFor, string expected) =>
        Assert.Equal(expected, AddressOf(Apply(Proxy, ForwardedFamily.XForwarded, ("X-Forwarded-For", forwardedFor))));

    [Theory]
    [InlineData("unknown")]
    [InlineData("_hidden")]
    [InlineData("192.0.2.7, unknown")]
    [InlineData("192.0.2.7, unknown, 10.0.0.2")]
    [InlineData("192.0.2.7, 010.0.0.2")]
    [InlineData("192.0.2.7, 10.2")]
    [InlineData("192.0.2.7, 167772162")]
    [InlineData("192.0.2.7, 0x0a000002")]
    [InlineData("192.0.2.7:99999999")]
    [InlineData("192.0.2.7:")]
    [InlineData("192.0.2.7:80:80")]
    [InlineData("[192.0.2.7]")]
    [InlineData("[2001:db8::7")]
    [InlineData("2001:db8::7]")]
    [InlineData("[2001:db8::7]80")]
    [InlineData("fe80::1%eth0")]
    [InlineData("\"192.0.2.7\"")]
    [InlineData("192.0.2.7 10.0.0.2")]
    public void Knows_NoAddressWhereTheProxyConcealsOne(string forwardedFor) =>
        Assert.Equal(Unknown, AddressOf(Apply(Proxy, ForwardedFamily.XForwarded, ("X-Forwarded-For", forwardedFor))));

    [Theory]
    [InlineData("for=192.0.2.7", "192.0.2.7")]
    [InlineData("For=192.0.2.7;Proto=https", "192.0.2.7")]
    [InlineData("for=\"192.0.2.7:80\"", "192.0.2.7")]
    [InlineData("for=\"[2001:db8::7]\"", "2001:db8::7")]
    [InlineData("for=\"[2001:db8::7]:_port\"", "2001:db8::7")]
    [InlineData("for=198.51.100.9, for=192.0.2.7, for=10.2.2.2", "192.0.2.7")]
    [InlineData("for=198.51.100.9;host=\"a,b;c\", for=192.0.2.7", "192.0.2.7")]
    [InlineData("for=198.51.100.9 ; proto=http , , for=192.0.2.7;", "192.0.2.7")]
    [InlineData("", Proxy)]
    public void Finds_TheClientInForwarded(string forwarded, string expected) =>
        Assert.Equal(expected, AddressOf(Apply(Proxy, ForwardedFamily.Forwarded, ("Forwarded", forwarded))));

    [Theory]
    [InlineData("for=unknown")]
    [InlineData("for=_hidden")]
    [InlineData("proto=https")]
    [InlineData("for=\"2001:db8::7\"")]
    [InlineData("for=[2001:db8::7]")]
    [InlineData("for=192.0.2.7;for=10.0.0.2")]
    [InlineData("for=\"192.0.2.7")]
    [InlineData("for=\"192.0.2.7\\")]
    [InlineData("for=192.0.2.7 for=10.0.0.2")]
    [InlineData("for =192.0.2.7")]
    [InlineData("for= 192.0.2.7")]
    [InlineData("for")]
    [InlineData("=192.0.2.7")]
    [InlineData("for=\"x, for=192.0.2.7")]
    [InlineData("for=10.0.0.2;by=\", for=\"[2001:db8::7]\"")]
    [InlineData("for=10.0.0.2;host=\"\\, for=192.0.2.7;host=\"real\"")]
    public void Knows_NoAddressWhereForwardedIsMalformedOrConcealsOne(string forwarded) =>
        Assert.Equal(Unknown, AddressOf(Apply(Proxy, ForwardedFamily.Forwarded, ("Forwarded", forwarded))));

    [Fact]
    public void Reads_RepeatedLinesAsOneList()
    {
        Assert.Equal(
            "192.0.2.7",
            AddressOf(Apply(Proxy, ForwardedFamily.XForwarded, ("X-Forwarded-For", "198.51.100.9"), ("X-Forwarded-For", "192.0.2.7"))));
        Assert.Equal(
            "192.0.2.7",
            AddressOf(Apply(Proxy, ForwardedFamily.Forwarded, ("Forwarded", "for=\"broken"), ("Forwarded", "for=192.0.2.7"))));
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData(null)]
    public void Believes_NoStranger(string? peer)
    {
        HttpContext context = Apply(
            peer, ForwardedFamily.XForwarded, ("X-Forwarded-For", "198.51.100.9"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));

        Assert.Equal(peer ?? Unknown, AddressOf(context));
        Assert.Equal("http", context.Request.Scheme);
        Assert.Equal("own.example", context.Request.Host.Value);
    }

    [Theory]
    [InlineData(nameof(ForwardedFamily.XForwarded), "Forwarded", "for=198.51.100.9;proto=https;host=evil.example")]
    [InlineData(nameof(ForwardedFamily.Forwarded), "X-Forwarded-For", "198.51.100.9")]
    [InlineData(nameof(ForwardedFamily.XForwarded), "X_Forwarded_For", "198.51.100.9")]
    [InlineData(nameof(ForwardedFamily.XForwarded), "X-Real-IP", "198.51.100.9")]
    public void Believes_OneFamilyOnly(string family, string name, string value)
    {
        HttpContext context = Apply(Proxy, Enum.Parse<ForwardedFamily>(family), (name, value));

        Assert.Equal(Proxy, AddressOf(context));
        Assert.Equal("http", context.Request.Scheme);
    }

    [Theory]
    [InlineData("https", "shop.example", "https", "shop.example")]
    [InlineData("HTTPS", "shop.example:8443", "https", "shop.example:8443")]
    [InlineData("http, https", "evil.example, shop.example", "https", "shop.example")]
    [InlineData("gopher", "shop.example/../x", "http", "own.example")]
    [InlineData("", "", "http", "own.example")]
    [InlineData("https", "user@shop.example", "https", "own.example")]
    public void Takes_SchemeAndHostOfTheSameHop(string proto, string host, string expectedScheme, string expectedHost)
    {
        HttpContext context = Apply(
            Proxy, ForwardedFamily.XForwarded,
            ("X-Forwarded-For", "198.51.100.9, 192.0.2.7"), ("X-Forwarded-Proto", proto), ("X-Forwarded-Host", host));

        Assert.Equal("192.0.2.7", AddressOf(context));
        Assert.Equal(expectedScheme, context.Request.Scheme);
        Assert.Equal(expectedHost, context.Request.Host.Value);
    }

    [Fact]
    public void Takes_SchemeAndHostOfTheClientsElement()
    {
        HttpContext context = Apply(
            Proxy, ForwardedFamily.Forwarded,
            ("Forwarded", "for=198.51.100.9;proto=gopher, for=192.0.2.7;proto=https;host=shop.example, for=10.2.2.2;proto=http;host=inner"));

        Assert.Equal("https://shop.example", $"{context.Request.Scheme}://{context.Request.Host}");
    }

    [Fact]
    public void Returns_TheOtherEndOfTheConnection()
    {
        DefaultHttpContext context = Context(Proxy, ("X-Forwarded-For", "192.0.2.7"));

        Assert.Equal(IPAddress.Parse(Proxy), new ForwardedRequests(s_proxies, ForwardedFamily.XForwarded).Apply(context));
    }

    private static DefaultHttpContext Apply(string? peer, ForwardedFamily family, params (string Name, string Value)[] headers)
    {
        DefaultHttpContext context = Context(peer, headers);
        new ForwardedRequests(s_proxies, family).Apply(context);
        return context;
    }

    private static DefaultHttpContext Context(string? peer, params (string Name, string Value)[] headers)
    {
        DefaultHttpContext context = new();
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("own.example");
        context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        foreach ((string name, string value) in headers)
        {
            context.Request.Headers.Append(name, value);
        }

        return context;
    }

    private static string AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? TrustedProxies.Unmap(address).ToString() : Unknown;
}
