using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.Requests;
using Yarp.ReverseProxy.Forwarder;

namespace Authz.Server.Gateway;

/// <summary>The gateway on Kestrel. Nothing stands before or beside the pipeline: what it does not answer is not answered.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    // Above the service's limits, which the pipeline keeps: Kestrel's answers have no body.
    private const int MaximumHeadBytes = 64 * 1024;
    private const int MaximumHeaders = 1_000;

    private readonly WebApplication _app;

    private GatewayHost(WebApplication app) => _app = app;

    /// <summary>Where the gateway listens, with the port it got.</summary>
    public string Address => _app.Urls.Single();

    public static async Task<GatewayHost> StartAsync(RunningApi running, Uri listen, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(listen);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestLineSize = MaximumHeadBytes;
            options.Limits.MaxRequestHeadersTotalSize = MaximumHeadBytes;
            options.Limits.MaxRequestHeaderCount = MaximumHeaders;
            options.Limits.MaxRequestBodySize = RequestLimits.BodyBytes;
        });
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(services => new BackendForwarder(services.GetRequiredService<IHttpForwarder>(), TimeProvider.System));
        WebApplication app = builder.Build();
        GatewayPipeline pipeline = new(running, app.Services.GetRequiredService<BackendForwarder>(), TimeProvider.System);
        app.Run(pipeline.InvokeAsync);
        await WebServer.StartAsync(app, cancellationToken);
        return new GatewayHost(app);
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
