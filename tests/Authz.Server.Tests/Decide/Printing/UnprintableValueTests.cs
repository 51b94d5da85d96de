namespace Authz.Server.Tests.Decide.Printing;

/// <summary>What a configuration cannot say is refused, and nothing is printed.</summary>
public sealed class UnprintableValueTests
{
    private const string Upstream = "http://127.0.0.1:5001";

    [Theory]
    [InlineData("nginx", "leaves the port open", "--listen", "http://127.0.0.1:0")]
    [InlineData("envoy", "leaves the port open", "--listen", "http://127.0.0.1:0")]
    [InlineData("caddy", "leaves the port open", "--forward-auth", "http://127.0.0.1:0")]
    [InlineData("envoy", "leaves the port open", "--ext-authz", "http://127.0.0.1:0")]
    [InlineData("traefik", "Traefik asks no Unix sockets", "--forward-auth", "unix:/x.sock")]
    [InlineData("nginx", "name a socket", "--forward-auth", "unix:/run/a b.sock")]
    [InlineData("nginx", "name a socket", "--forward-auth", "unix:/run/a;b.sock")]
    [InlineData("caddy", "name a socket", "--forward-auth", "unix:/run/a\"b.sock")]
    [InlineData("envoy", "name a socket", "--forward-auth", "unix:/run/a\"b.sock")]
    [InlineData("envoy", "name a socket", "--ext-authz", "unix:/run/a\nb.sock")]
    public async Task Rejects_WhereNobodyCanAsk(string proxy, string problem, params string[] options) =>
        Check(problem, await PrintedConfiguration.RunAsync(PrintedConfiguration.Open, proxy, Upstream, options));

    [Theory]
    [InlineData("nginx", "https://10.0.0.5", "knows certificates by names")]
    [InlineData("nginx", "https://[::1]:5001", "knows certificates by names")]
    [InlineData("httproute", "http://[::1]:5001", "a route forwards to a Service")]
    [InlineData("httproute", "http://10.0.0.5:5001", "a route forwards to a Service")]
    [InlineData("caddy", "http://127.0.0.1:0", "leaves the port open")]
    public async Task Rejects_UpstreamsThatCannotBeReached(string proxy, string upstream, string problem) =>
        Check(problem, await PrintedConfiguration.RunAsync(PrintedConfiguration.Open, proxy, upstream));

    [Fact]
    public async Task Rejects_ASocketWhereAGatewayAsksAService() => Check(
        "a gateway asks a Service",
        await PrintedConfiguration.RunAsync(
            PrintedConfiguration.Open, "httproute", "http://pets:5001", "--ext-authz", "unix:/run/authz.sock"));

    [Theory]
    [InlineData("nginx", "x-set.user")]
    [InlineData("nginx", "x$user")]
    [InlineData("caddy", "x-set.user")]
    [InlineData("caddy", "x`user")]
    [InlineData("caddy", "x*")]
    [InlineData("caddy", "-")]
    public async Task Rejects_HeadersThatAreNoPartOfAVariable(string proxy, string header) => Check(
        $"the mapped header '{header}' cannot be said to {proxy}",
        await PrintedConfiguration.RunAsync(PrintedConfiguration.Mapping(header), proxy, Upstream));

    private static void Check(string problem, (int Exit, string Output, string Error) run)
    {
        Assert.NotEqual(0, run.Exit);
        Assert.Empty(run.Output);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
    }
}
