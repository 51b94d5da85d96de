using Authz.Server.Decide;
using Authz.Server.Decide.ForwardAuth;
using Authz.Server.Gateway;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Gateway.Stages;
using Authz.Server.Proxies;

namespace Authz.Server.Tests.Decide;

/// <summary>Decisions in this process for a definition, over HTTP to one proxy and over gRPC, for questions from loopback.</summary>
internal sealed class DeciderUnderTest : IAsyncDisposable
{
    private readonly RunningApi _running;
    private readonly DecideHost _host;

    private DeciderUnderTest(RunningApi running, DecideHost host)
    {
        _running = running;
        _host = host;
    }

    /// <summary>Where the proxy asks over HTTP.</summary>
    public Uri ForwardAuth => new(_host.Addresses.First());

    /// <summary>Where it asks over gRPC.</summary>
    public Uri ExtAuthz => new(_host.Addresses.Last());

    /// <param name="definition">The API.</param>
    /// <param name="options">How the issuers' keys are reached.</param>
    /// <param name="proxy">The proxy that asks over HTTP.</param>
    /// <param name="trusted">Who may ask; null for loopback.</param>
    /// <param name="certificateHeader">Where proxies say a client's certificate; null for nowhere.</param>
    /// <param name="accessLogs">Where access logs go; null for nowhere.</param>
    /// <param name="overHttp">Whether the definition is compiled for questions over HTTP too.</param>
    public static async Task<DeciderUnderTest> StartAsync(
        ApiDefinition definition, ApiAuthorizerOptions options, string proxy = "envoy", TrustedProxies? trusted = null, string? certificateHeader = null,
        AccessLogSinks? accessLogs = null, bool overHttp = true)
    {
        GatewayStages stages = DecisionCompiler.Compile(
            definition, new StageCompilerOptions { AccessLogs = accessLogs }, overHttp, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        RunningApi running = new(new GatewayDefinition(definition, stages), options with { ReadsTools = !overHttp });
        DecideHostOptions host = new()
        {
            ForwardAuth = ProxyEndpoint.Parse("http://127.0.0.1:0", out _),
            Proxy = ForwardAuthRequestMapping.All[proxy],
            ExtAuthz = ProxyEndpoint.Parse("http://127.0.0.1:0", out _),
            TrustedProxies = trusted ?? Loopback,
            ClientCertificateHeader = ClientCertificateHeader.Find(certificateHeader),
        };
        return new DeciderUnderTest(running, await DecideHost.StartAsync(running, host, watches: [], CancellationToken.None));
    }

    private static TrustedProxies Loopback => new([new System.Net.IPNetwork(System.Net.IPAddress.Loopback, 32)]);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _running.Dispose();
    }
}
