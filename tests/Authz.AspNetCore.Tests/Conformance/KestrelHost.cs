using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Tests.Conformance;

/// <summary>
/// An ASP.NET Core application on a socket, with one endpoint for each route, which answers the claims of the verified token.
/// </summary>
internal abstract class KestrelHost : ConformanceHost
{
    private WebApplication? _app;

    public override async Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        AddServices(builder, definition, options);
        _app = builder.Build();
        Use(_app);
        foreach ((string key, RouteDefinition route) in definition.Routes)
        {
            Protect(Map(_app, key), route);
        }

        await _app.StartAsync();
    }

    public override Task<ConformanceAnswer> SendAsync(ConformanceRequest request) =>
        ConformanceClient.SendAsync(new Uri(_app!.Urls.Single()), request);

    public override ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected abstract void AddServices(WebApplicationBuilder builder, ApiDefinition definition, ApiAuthorizerOptions options);

    protected abstract void Use(WebApplication app);

    protected abstract void Protect(IEndpointConventionBuilder endpoint, RouteDefinition route);

    private static IEndpointConventionBuilder Map(WebApplication app, string routeKey)
    {
        // A catch-all of ASP.NET Core takes an empty rest too; a greedy variable does not.
        string pattern = routeKey[routeKey.IndexOf('/', StringComparison.Ordinal)..].Replace(
            "{path+}", "{**path:minlength(1)}", StringComparison.Ordinal);
        string method = routeKey[..routeKey.IndexOf(' ', StringComparison.Ordinal)];
        RequestDelegate answer = context =>
        {
            ReadOnlyMemory<byte> claims = context.GetVerifiedToken()?.Payload ?? "{}"u8.ToArray();
            context.Response.ContentLength = claims.Length;
            return context.Response.Body.WriteAsync(claims).AsTask();
        };
        return method == "ANY" ? app.Map(pattern, answer) : app.MapMethods(pattern, [method], answer);
    }
}
