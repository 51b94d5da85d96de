using System.Net;

namespace Authz.Server.Issuer;

/// <summary>
/// Keeps web pages away from a server meant for this machine: a page can neither reach it under its own name (DNS rebinding) nor
/// make a browser send it requests.
/// </summary>
internal static class LoopbackGuard
{
    public static void UseLoopbackGuard(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        HttpRequest request = context.Request;
        if (!IsOwnAuthority(request.Host.Value, context.Connection))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        string? origin = request.Headers.Origin;
        if (origin is not null && origin != $"http://{request.Host.Value}")
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    });

    private static bool IsOwnAuthority(string? authority, ConnectionInfo connection) =>
        Uri.TryCreate($"http://{authority}/", UriKind.Absolute, out Uri? uri)
        && uri.Port == connection.LocalPort
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address)));
}
