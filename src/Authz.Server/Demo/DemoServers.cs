using Authz.Server.Gateway;
using Authz.Server.Issuer;

namespace Authz.Server.Demo;

/// <summary>The demo's issuer, backend and gateway, on free loopback ports.</summary>
internal sealed class DemoServers : IAsyncDisposable
{
    private static readonly Uri s_freePort = new("http://127.0.0.1:0");

    private readonly WebApplication _backend;
    private readonly ApiAuthorizer _authorizer;

    private DemoServers(IssuerHost issuer, WebApplication backend, ApiAuthorizer authorizer, GatewayHost gateway)
    {
        Issuer = issuer;
        _backend = backend;
        _authorizer = authorizer;
        Gateway = gateway;
    }

    public IssuerHost Issuer { get; }

    public GatewayHost Gateway { get; }

    public static async Task<DemoServers> StartAsync(CancellationToken cancellationToken)
    {
        IssuerHost issuer = await IssuerHost.StartAsync(s_freePort, TimeProvider.System, cancellationToken);
        WebApplication backend = await DemoBackend.StartAsync(cancellationToken);
        ApiDefinition definition = DemoDefinition.Create(issuer.Issuer.Issuer, backend.Urls.Single());
        ApiAuthorizer authorizer = new(definition);
        GatewayHost gateway = await GatewayHost.StartAsync(
            authorizer, GatewayIntegrations.Compile(definition, target: null, out _), s_freePort, decisions: null, cancellationToken);
        return new DemoServers(issuer, backend, authorizer, gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _authorizer.Dispose();
        await _backend.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
