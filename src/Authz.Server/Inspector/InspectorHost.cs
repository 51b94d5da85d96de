using Authz.Server.Issuer;

namespace Authz.Server.Inspector;

/// <summary>The inspector on Kestrel, for this machine and its own page only.</summary>
internal sealed class InspectorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InspectorHost(WebApplication app) => _app = app;

    /// <summary>The inspector's address, with its actual port.</summary>
    public string Address => _app.Urls.Single();

    public static async Task<InspectorHost> StartAsync(
        InspectedApi api, Uri listen, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(listen);
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = InspectorQuestion.MaximumBytes);
        builder.Services.AddRoutingCore();
        WebApplication app = builder.Build();
        app.UseLoopbackGuard();
        app.Use(Protect);
        new InspectorEndpoints(api, timeProvider).Map(app);
        await WebServer.StartAsync(app, cancellationToken);
        return new InspectorHost(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task Protect(HttpContext context, RequestDelegate next)
    {
        // Fetch Metadata: another page's images, frames and scripts are requested without Origin. A link may lead here.
        string? site = context.Request.Headers["Sec-Fetch-Site"];
        bool isOwn = site is null or "same-origin" or "none";
        if (!isOwn && (context.Request.Path != "/" || context.Request.Headers["Sec-Fetch-Dest"] != "document"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = InspectorPage.Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}
