namespace Authz.Server;

/// <summary>
/// Kestrel as every server of this program uses it: no outside configuration, no <c>Server</c> header, trouble on standard error.
/// </summary>
internal static class WebServer
{
    // The service's quota for request line and headers together.
    private const int MaximumHeaderBytes = 10_240;

    /// <param name="listen">Where the server listens; null if its Kestrel is configured elsewhere.</param>
    public static WebApplicationBuilder CreateBuilder(Uri? listen)
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

        // The host logs a failed start with its stack trace; the commands say it in one line. Its diagnostics, once anybody would read
        // their log, make an activity and a log scope for each request: 2 us that tell nothing.
        builder.Logging
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddSimpleConsole(options => options.SingleLine = true)
            .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    /// <summary>Starts listening; an application that cannot is disposed before the exception goes on.</summary>
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
