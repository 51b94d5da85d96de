using System.CommandLine;
using System.Net;
using Authz.Server.Commands.Options;
using Authz.Server.Proxies;

namespace Authz.Server.Tests.Proxies;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("10.0.0.0/8", "10.255.255.255")]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3")]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3")]
    [InlineData("fd00::/8", "fdff::1")]
    [InlineData("::1", "::1")]
    [InlineData("fe80::/10", "fe80::1%3")]
    public void Accepts_AddressesThatAreNamed(string trusted, string address) =>
        Assert.True(Read(trusted).Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.8")]
    [InlineData("10.0.0.0/8", "11.0.0.0")]
    [InlineData("127.0.0.1", "::1")]
    [InlineData("::1", "127.0.0.1")]
    [InlineData("fd00::/8", "fe00::1")]
    [InlineData("::/1", "10.0.0.1")]
    [InlineData("::/1", "::ffff:10.0.0.1")]
    public void Rejects_EveryOtherAddress(string trusted, string address) =>
        Assert.False(Read(trusted).Contains(IPAddress.Parse(address)));

    [Fact]
    public void Rejects_LoopbackAndUnknownEndsByDefault()
    {
        Assert.True(TrustedProxies.None.IsEmpty);
        Assert.False(TrustedProxies.None.Contains(IPAddress.Loopback));
        Assert.False(TrustedProxies.None.Contains(IPAddress.IPv6Loopback));
        Assert.False(Read("127.0.0.1").Contains(null));
    }

    [Theory]
    [InlineData("", "is no address")]
    [InlineData("localhost", "is no address")]
    [InlineData("10", "is no address")]
    [InlineData("10.1", "is no address")]
    [InlineData("010.0.0.1", "is no address")]
    [InlineData("0x7f.0.0.1", "is no address")]
    [InlineData("[::1]", "is no address")]
    [InlineData("[::1]:80", "is no address")]
    [InlineData("fe80::1%eth0", "is no address")]
    [InlineData("10.0.0.1/8", "is no network")]
    [InlineData("10.0.0.0/33", "is no network")]
    [InlineData("10.0.0.0/-1", "is no network")]
    [InlineData("10.0.0.0/", "is no network")]
    [InlineData("10.0.0.0/8/8", "is no network")]
    [InlineData("0.0.0.0/0", "is every address")]
    [InlineData("::/0", "is every address")]
    [InlineData("::ffff:0.0.0.0/96", "is every address")]
    public void Rejects_WhatNamesNoProxy(string text, string problem)
    {
        Command command = new("decide") { TrustedProxyOption.Create() };

        string error = Assert.Single(command.Parse(["--trusted-proxy", text]).Errors).Message;

        Assert.StartsWith($"--trusted-proxy '{text}' {problem}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepts_SeveralOptions()
    {
        Option<string[]> option = TrustedProxyOption.Create();
        Command command = new("decide") { option };

        TrustedProxies proxies = TrustedProxyOption.ToProxies(
            command.Parse(["--trusted-proxy", "10.0.0.0/8", "--trusted-proxy", "::1"]).GetValue(option));

        Assert.True(proxies.Contains(IPAddress.Parse("10.0.0.1")));
        Assert.True(proxies.Contains(IPAddress.IPv6Loopback));
        Assert.False(proxies.Contains(IPAddress.Loopback));
    }

    private static TrustedProxies Read(string text)
    {
        Assert.True(TrustedProxies.TryParse(text, out IPNetwork network, out string? problem), problem);
        return new TrustedProxies([network]);
    }
}
