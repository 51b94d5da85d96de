using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.Functions;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Requests;
using Authz.Server.Gateway.WebSockets;
using Authz.Server.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace Authz.Server.Gateway;

/// <summary>The gateway on Kestrel. Nothing stands before or beside the pipeline, which answers every request.</summary>
internal sealed class GatewayHost : ApiHost
{
    // Above the service's limits, which the pipeline keeps: Kestrel's answers have no body.
    private const int MaximumHeadBytes = 64 * 1024;
    private const int MaximumHeaders = 1_000;

    private GatewayHost(WebApplication app)
        : base(app)
    {
    }

    /// <summary>Starts a gateway.</summary>
    /// <param name="running">The API to serve.</param>
    /// <param name="options">The gateway's settings.</param>
    /// <param name="watches">Replace the API and the endpoints while the gateway runs; none for no reload.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<GatewayHost> StartAsync(
        RunningApi running, GatewayOptions options, IEnumerable<PollingService> watches, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(options.Kestrel is null ? options.Listen : null, options.LogFormat);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options.Kestrel, running));
        if (options.Kestrel is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        // YARP logs each backend failure with its stack trace but without the request; the forwarder logs one line instead.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.None);
        AddOperation(builder, running, options, watches);
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<ViaPseudonym>();
        builder.Services.AddSingleton(options.ForwardedRequests);
        builder.Services.AddSingleton(options.ClientCertificates);
        builder.Services.AddSingleton(services => new OpenSockets(
            running, services.GetRequiredService<IHostApplicationLifetime>(), options.Report, options.TimeProvider));
        builder.Services.AddSingleton<IHostedService>(services => services.GetRequiredService<OpenSockets>());
        builder.Services.AddSingleton<BackendForwarder>();
        builder.Services.AddSingleton<FunctionClient>();
        builder.Services.AddSingleton<GatewayPipeline>();
        if (options.EndpointFaults is { } faults)
        {
            builder.Logging.AddProvider(faults)
                .AddFilter<EndpointFaults>((category, _) => category == EndpointFaults.Category)
                .AddFilter<ConsoleLoggerProvider>(EndpointFaults.Category, level => level is LogLevel.Warning or LogLevel.Error)
                .AddFilter<ConsoleLoggerProvider>(EndpointFaults.Category + ".", LogLevel.Warning);
        }

        WebApplication app = builder.Build();
        app.Run(app.Services.GetRequiredService<GatewayPipeline>().InvokeAsync);
        await WebServer.StartAsync(app, cancellationToken);
        return new GatewayHost(app);
    }

    private static void Configure(KestrelServerOptions kestrel, IConfiguration? configuration, RunningApi running)
    {
        kestrel.Limits.MaxRequestLineSize = MaximumHeadBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaximumHeadBytes;
        kestrel.Limits.MaxRequestHeaderCount = MaximumHeaders;
        kestrel.Limits.MaxRequestBodySize = RequestLimits.BodyBytes;
        kestrel.RequestHeaderEncodingSelector = HeaderOctets.ReadingOf;
        kestrel.ResponseHeaderEncodingSelector = static _ => HeaderOctets.Writing;
        if (configuration is not null)
        {
            ClientCertificateRequest.Configure(kestrel, configuration, running);
            kestrel.Configure(configuration, reloadOnChange: true);
        }
    }
}
