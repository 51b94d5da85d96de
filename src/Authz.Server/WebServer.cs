using Authz.Server.Logging;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Authz.Server;

/// <summary>
/// Kestrel as every server of this program uses it: no outside configuration, no <c>Server</c> header, trouble on standard error.
/// </summary>
internal static class WebServer
{
    // The service's quota for request line and headers together.
    private const int MaximumHeaderBytes = 10_240;

    // Lines end with CR LF: a bare LF (RFC 9112 section 2.2 allows it) would split a request for one program and not for another.
    private const string RefuseBareLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    static WebServer() => AppContext.SetSwitch(RefuseBareLineFeeds, true);

    /// <param name="listen">The server's address; null if its Kestrel is configured elsewhere.</param>
    /// <param name="format">How trouble is written.</param>
    public static WebApplicationBuilder CreateBuilder(Uri? listen, LogFormat format = LogFormat.Text)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestLineSize = MaximumHeaderBytes;
            options.Limits.MaxRequestHeadersTotalSize = MaximumHeaderBytes;
        });
        if (listen is not null)
        {
            builder.WebHost.UseUrls(listen.GetLeftPart(UriPartial.Authority));
        }

        // The host logs a failed start with its stack trace; the commands report it in one line. Its diagnostics, if anybody read
        // their log, would make an activity and a log scope for each request: 2 us without benefit.
        builder.Logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddSimpleConsole(options => options.SingleLine = true)
            .AddConsole(options =>
            {
                options.LogToStandardErrorThreshold = LogLevel.Trace;

                // By default a request would wait for whoever reads standard error.
                options.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
                options.FormatterName = format == LogFormat.Json ? JsonLogFormatter.FormatterName : ConsoleFormatterNames.Simple;
            })
            .AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>Starts listening; if that fails, disposes the application before rethrowing.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
