namespace Authz.Server.Demo;

/// <summary>A backend that answers every request with the request that it received.</summary>
internal static class DemoBackend
{
    public static async Task<WebApplication> StartAsync(CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(new Uri("http://127.0.0.1:0"));
        WebApplication app = builder.Build();
        app.Run(context => context.Response.WriteAsJsonAsync(
            new Dictionary<string, string> { ["method"] = context.Request.Method, ["path"] = context.Request.Path.Value ?? string.Empty },
            context.RequestAborted));
        await WebServer.StartAsync(app, cancellationToken);
        return app;
    }
}
