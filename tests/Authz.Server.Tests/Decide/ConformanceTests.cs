using Authz.Server.Tests.Decide.ExtAuthz;
using Authz.Server.Tests.Decide.RealProxies;
using Authz.Testing;

namespace Authz.Server.Tests.Decide;

/// <summary>The suite that every host runs, through real proxies as they are printed, and over gRPC.</summary>
public sealed class ConformanceTests
{
    // What a proxy answers itself, before it asks: each case by name, with the reason.
    private static readonly Dictionary<string, string> s_nginx = new(StringComparer.Ordinal)
    {
        ["credential/two-headers"] = "nginx takes one Authorization, and answers 400 to two without asking",
    };

    [SkippableFact]
    public async Task Conforms_BehindNginx() => await RunAsync(new ProxyConformanceHost("nginx"), s_nginx);

    [SkippableFact]
    public async Task Conforms_BehindCaddy() => await RunAsync(new ProxyConformanceHost("caddy"), []);

    [Fact]
    public async Task Conforms_OverGrpc() => await RunAsync(new CheckConformanceHost(), []);

    // A case that is excluded must differ: otherwise it is excluded no more.
    private static async Task RunAsync(ConformanceHost host, Dictionary<string, string> excluded)
    {
        await using (host)
        {
            IReadOnlyList<string> wrong = await new ConformanceSuite().RunAsync(host);

            Assert.InRange(excluded.Count, 0, 5);
            Assert.DoesNotContain(wrong, line => !excluded.ContainsKey(line.Split(':')[0]));
            Assert.Empty(excluded.Keys.Except(wrong.Select(line => line.Split(':')[0])));
        }
    }
}
