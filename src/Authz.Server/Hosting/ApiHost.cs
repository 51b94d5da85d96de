using System.Diagnostics.Metrics;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;

namespace Authz.Server.Hosting;

/// <summary>A server on Kestrel that decides the requests of one API, as long as it is wanted.</summary>
internal abstract class ApiHost(WebApplication app) : IAsyncDisposable
{
    // At shutdown, requests in progress get the time of the longest integration.
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(31);

    /// <summary>The server's addresses, with their actual ports.</summary>
    public virtual IReadOnlyCollection<string> Addresses => [.. app.Urls];

    /// <summary>The first of the <see cref="Addresses"/>.</summary>
    public string Address => Addresses.First();

    /// <summary>Signalled once the server accepts no more requests.</summary>
    public CancellationToken Draining => app.Lifetime.ApplicationStopping;

    /// <summary>Waits until the server is told to stop, and then until the requests in progress are answered.</summary>
    /// <remarks>Throws the exception of a background service that ended the server: that is no orderly end.</remarks>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken)
    {
        await app.WaitForShutdownAsync(cancellationToken);
        foreach (BackgroundService service in app.Services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            if (service.ExecuteTask is { IsFaulted: true } failed)
            {
                await failed;
            }
        }
    }

    public virtual ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>Adds what every such server has: its API, metrics and traces, the watches that run beside it, and a time to drain.</summary>
    protected static void AddOperation(
        WebApplicationBuilder builder, RunningApi running, OperationOptions options, IEnumerable<PollingService> watches)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_drainTime);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(running);
        builder.Services.AddSingleton(options.TimeProvider);
        builder.Services.AddSingleton(services => new GatewayTelemetry(services.GetRequiredService<IMeterFactory>(), options.Decisions));
        if (options.Otlp is { } collector)
        {
            builder.Services.AddOtlpExport(collector, options.Report);
        }

        foreach (PollingService watch in watches)
        {
            builder.Services.AddSingleton<IHostedService>(watch);
        }
    }
}
