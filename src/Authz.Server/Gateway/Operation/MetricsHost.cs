using OpenTelemetry.Metrics;

namespace Authz.Server.Gateway.Operation;

/// <summary>
/// Answers <c>/metrics</c> in Prometheus's text format, on its own port. The format is written by OpenTelemetry's exporter, though it is a
/// beta: names, units and escaping are its specification's, the same as a collector's, and not ours to invent.
/// </summary>
internal sealed class MetricsHost : IAsyncDisposable
{
    public const string Path = "/metrics";

    private readonly WebApplication _app;

    private MetricsHost(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>Starts answering.</summary>
    public static async Task<MetricsHost> StartAsync(Uri listen, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(listen);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter([.. OtlpExport.Meters]).AddPrometheusExporter());
        WebApplication app = builder.Build();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(Path);
        app.Run(ServiceAnswer.NotFound.WriteAsync);
        await WebServer.StartAsync(app, cancellationToken);
        return new MetricsHost(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
