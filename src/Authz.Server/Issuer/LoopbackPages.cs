using Microsoft.Extensions.Primitives;

namespace Authz.Server.Issuer;

/// <summary>
/// Lets pages of this machine read what a single-page application asks of an issuer (CORS). A page from elsewhere reads nothing, and
/// no page reaches the commands.
/// </summary>
internal static class LoopbackPages
{
    private static readonly Dictionary<string, string> s_methods = new(StringComparer.Ordinal)
    {
        [DocumentEndpoints.DiscoveryPath] = HttpMethods.Get,
        [DocumentEndpoints.KeySetPath] = HttpMethods.Get,
        [TokenEndpoint.Path] = HttpMethods.Post,
    };

    /// <summary>Whether a page of another origin may send this request and read the answer.</summary>
    public static bool Admits(HttpRequest request) =>
        s_methods.ContainsKey(request.Path.Value ?? "") && LoopbackUrl.TrySplit(request.Headers.Origin, out string rest) && rest.Length == 0;

    public static void UseLoopbackPages(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!s_methods.TryGetValue(context.Request.Path.Value ?? "", out string? method))
        {
            return next(context);
        }

        IHeaderDictionary headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (!Admits(context.Request))
        {
            return next(context);
        }

        headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
        if (!HttpMethods.IsOptions(context.Request.Method) || StringValues.IsNullOrEmpty(context.Request.Headers.AccessControlRequestMethod))
        {
            headers.AccessControlExposeHeaders = "DPoP-Nonce";
            return next(context);
        }

        headers.AccessControlAllowMethods = method;
        headers.AccessControlAllowHeaders = "authorization, content-type, dpop";
        headers.AccessControlMaxAge = "600";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    });
}
