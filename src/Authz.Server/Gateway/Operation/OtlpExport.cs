using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Authz.Server.Gateway.Operation;

/// <summary>Sends metrics and traces to an OpenTelemetry collector, over OTLP with HTTP and protobuf.</summary>
internal static class OtlpExport
{
    /// <summary>The meters whose metrics leave this process.</summary>
    public static IReadOnlyList<string> Meters { get; } =
        ["Authz", GatewayTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http"];

    private static readonly string[] s_sources = ["Microsoft.AspNetCore", "System.Net.Http"];

    public static void AddOtlpExport(this IServiceCollection services, Uri collector, Action<string> report) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("authz"))
        .WithMetrics(metrics => metrics.AddMeter([.. Meters]).AddOtlpExporter(options => Configure(options, collector, "v1/metrics", report)))
        .WithTracing(traces => traces.AddSource(s_sources).AddOtlpExporter(options => Configure(options, collector, "v1/traces", report)));

    // An endpoint that is set in code gets no path of the signal added (OTLP specification, "Endpoint URLs for OTLP/HTTP").
    private static void Configure(OtlpExporterOptions options, Uri collector, string signal, Action<string> report)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + signal);
        options.HttpClientFactory = () => new HttpClient(new ExportHandler(options.Endpoint.AbsoluteUri, report))
        {
            Timeout = TimeSpan.FromMilliseconds(options.TimeoutMilliseconds),
        };
    }
}
