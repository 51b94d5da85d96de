using Authz.Server.Gateway;
using Authz.Server.Issuer;

namespace Authz.Server.Demo;

/// <summary>The demo's issuer, backend and gateway, on free loopback ports.</summary>
internal sealed class DemoServers : IAsyncDisposable
{
    private static readonly Uri s_freePort = new("http://127.0.0.1:0");

    private readonly WebApplication _backend;
    private readonly RunningApi _running;

    private DemoServers(IssuerHost issuer, WebApplication backend, RunningApi running, GatewayHost gateway)
    {
        Issuer = issuer;
        _backend = backend;
        _running = running;
        Gateway = gateway;
    }

    public IssuerHost Issuer { get; }

    public GatewayHost Gateway { get; }

    public static async Task<DemoServers> StartAsync(CancellationToken cancellationToken)
    {
        IssuerHost issuer = await IssuerHost.StartAsync(s_freePort, TimeProvider.System, cancellationToken);
        WebApplication backend = await DemoBackend.StartAsync(cancellationToken);
        ApiDefinition definition = DemoDefinition.Create(issuer.Issuer.Issuer, backend.Urls.Single());
        RunningApi running = new(
            new GatewayDefinition(definition, GatewayCompiler.Compile(definition, new GatewayCompilerOptions(), out _)),
            new ApiAuthorizerOptions { ReadsTools = true });
        GatewayHost gateway = await GatewayHost.StartAsync(
            running, new GatewayOptions { Listen = s_freePort }, watches: [], cancellationToken);
        return new DemoServers(issuer, backend, running, gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _running.Dispose();
        await _backend.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
