using System.Net;
using Authz.Server.Decide;
using Authz.Server.Proxies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Decide;

public sealed class ProxyTrustTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _reports = [];

    [Fact]
    public void Rejects_StrangersAndReportsThemOnceAMinute()
    {
        ProxyTrust trust = Create("10.0.0.0/8");

        for (int question = 0; question < 3; question++)
        {
            Assert.False(trust.Trusts(From("192.0.2.7")));
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(trust.Trusts(From("127.0.0.1")));

        Assert.Equal(
            [
                "warning: 192.0.2.7 asked for a decision and is no trusted proxy; it was refused.",
                "warning: 127.0.0.1 asked for a decision and is no trusted proxy; it was refused, and 2 others since the last report.",
            ],
            _reports);
    }

    [Fact]
    public void Accepts_TrustedAddresses()
    {
        Assert.True(Create("10.0.0.0/8").Trusts(From("::ffff:10.1.2.3")));
        Assert.Empty(_reports);
    }

    [Fact]
    public void Rejects_AConnectionWithoutAnAddressThatIsNoUnixSocket() =>
        Assert.False(Create("10.0.0.0/8").Trusts(new DefaultHttpContext()));

    private static DefaultHttpContext From(string address)
    {
        DefaultHttpContext context = new();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return context;
    }

    private ProxyTrust Create(string network) =>
        new(new TrustedProxies([IPNetwork.Parse(network)]), requiresCertificate: false, _reports.Add, _clock);
}
