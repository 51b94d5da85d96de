using System.Net;
using Authz.AspNetCore.Authentication;
using Authz.AspNetCore.Operation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Development;

/// <summary>Serves the dev issuer's tokens to this machine, in front of the application's own middleware.</summary>
internal sealed class DevIssuerFilter(DevIssuer issuer, Schemes schemes, ILogger<DevIssuerFilter> logger) : IStartupFilter
{
    /// <summary>Where tokens are served.</summary>
    public const string Path = "/dev-issuer/token";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // The audience of tokens is that of the schemes.
        schemes.CompileAll();
        logger.DevIssuerRuns(Path);
        app.Use(inner => context => context.Request.Path == Path ? AnswerAsync(context) : inner(context));
        next(app);
    };

    private Task AnswerAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/plain; charset=utf-8";
        if (!IsOfThisMachine(context))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            return response.WriteAsync("Tokens are for this machine, under the name localhost, and for no page of another origin.\n", context.RequestAborted);
        }

        if (DevTokenRequest.Read(context.Request.Query, out string problem) is not { } request)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            return response.WriteAsync(problem + "\n", context.RequestAborted);
        }

        return response.WriteAsync(issuer.Mint(request), context.RequestAborted);
    }

    // A page reaches it neither under its own name (DNS rebinding) nor from its own origin. A test server has no addresses.
    private static bool IsOfThisMachine(HttpContext context)
    {
        HttpRequest request = context.Request;
        string host = request.Host.Host;
        bool isLocalName = host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? name) && IPAddress.IsLoopback(name));
        bool isLocalClient = context.Connection.RemoteIpAddress is not { } client || IPAddress.IsLoopback(client);
        string? origin = request.Headers.Origin;
        bool isOwnOrigin = origin is null || origin == $"{request.Scheme}://{request.Host.Value}";
        bool isOwnPage = request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";
        return isLocalName && isLocalClient && isOwnOrigin && isOwnPage;
    }
}
