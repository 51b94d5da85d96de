namespace Authz.Server.Gateway.Operation;

/// <summary>
/// Answers <c>/livez</c>, <c>/readyz</c> and <c>/healthz</c> on their own port, where no route of an API can shadow them and no client of the
/// API reaches them.
/// </summary>
internal sealed class HealthHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HealthHost(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>Starts answering.</summary>
    /// <param name="listen">The address.</param>
    /// <param name="authorizer">The engine, whose keys decide whether the gateway is ready.</param>
    /// <param name="reloads">What became of the definition's changes; null if it does not change.</param>
    /// <param name="fleet">The fleet, whose state is shown; null if there is none.</param>
    /// <param name="draining">Signalled once the gateway accepts no more requests.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<HealthHost> StartAsync(
        Uri listen,
        ApiAuthorizer authorizer,
        DefinitionReloads? reloads,
        Fleet? fleet,
        CancellationToken draining,
        CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(listen);
        WebApplication app = builder.Build();
        app.Run(context => (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET" or "HEAD", "/livez" or "/healthz") => AnswerAsync(context, new { IsRunning = true }, isGood: true),
            ("GET" or "HEAD", "/readyz") => AnswerAsync(
                context, Readiness.Of(authorizer.Issuers, reloads?.IsRefused == true, draining.IsCancellationRequested) with
                {
                    Revocations = authorizer.Revocations is { Count: > 0 } revocations ? revocations : null,
                    Fleet = fleet?.Status,
                }),
            _ => ServiceAnswer.NotFound.WriteAsync(context),
        });
        await WebServer.StartAsync(app, cancellationToken);
        return new HealthHost(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task AnswerAsync(HttpContext context, Readiness readiness) => AnswerAsync(context, readiness, readiness.IsReady);

    private static Task AnswerAsync<T>(HttpContext context, T body, bool isGood)
    {
        context.Response.StatusCode = isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(body, context.RequestAborted);
    }
}
