using System.Net;

namespace Authz.Server.Issuer;

/// <summary>
/// Keeps web pages away from a server meant for this machine: a page can neither reach it under its own name (DNS rebinding) nor
/// make a browser send it requests, but for those that a server admits.
/// </summary>
internal static class LoopbackGuard
{
    /// <param name="app">The server.</param>
    /// <param name="admitsPage">Which requests pages of other origins may send all the same; null for none.</param>
    public static void UseLoopbackGuard(this IApplicationBuilder app, Func<HttpRequest, bool>? admitsPage = null) => app.Use((context, next) =>
    {
        HttpRequest request = context.Request;
        if (!IsOwnAuthority(request.Host.Value))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(
                "This server answers only to a Host that is localhost or a loopback address, such as http://localhost and any port: " +
                "through a port-forward too, and not under another name.\n",
                context.RequestAborted);
        }

        string? origin = request.Headers.Origin;
        if (origin is not null && origin != $"http://{request.Host.Value}" && admitsPage?.Invoke(request) != true)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    });

    // Any port, so that a port-forward works: no other name's page has a loopback Host.
    private static bool IsOwnAuthority(string? authority) =>
        Uri.TryCreate($"http://{authority}/", UriKind.Absolute, out Uri? uri)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host, out IPAddress? address) && IPAddress.IsLoopback(address)));
}
