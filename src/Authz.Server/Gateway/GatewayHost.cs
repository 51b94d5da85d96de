using System.Collections.Frozen;
using Authz.Server.Inspector;
using Yarp.ReverseProxy.Forwarder;

namespace Authz.Server.Gateway;

/// <summary>The gateway on Kestrel. Nothing stands before or beside the pipeline: what it does not answer is not answered.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app) => _app = app;

    /// <summary>Where the gateway listens, with the port it got.</summary>
    public string Address => _app.Urls.Single();

    public static async Task<GatewayHost> StartAsync(
        ApiAuthorizer authorizer,
        FrozenDictionary<string, GatewayIntegration> integrations,
        Uri listen,
        DecisionCounts? decisions,
        CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(listen);
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(services => new BackendForwarder(services.GetRequiredService<IHttpForwarder>(), TimeProvider.System));
        WebApplication app = builder.Build();
        GatewayPipeline pipeline = new(authorizer, integrations, app.Services.GetRequiredService<BackendForwarder>(), decisions);
        app.Run(pipeline.InvokeAsync);
        await WebServer.StartAsync(app, cancellationToken);
        return new GatewayHost(app);
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
