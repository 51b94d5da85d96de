using Authz.Server.Gateway.Cors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.WebSockets;

/// <summary>The request by which a client asks for a WebSocket (RFC 6455 section 4.2.1; over HTTP/2: RFC 8441).</summary>
internal static class WebSocketHandshake
{
    private const string Protocol = "websocket";
    private const string UpgradeOption = "Upgrade";

    /// <summary>Whether a request asks for one. Asked on arrival: what <c>Connection</c> names is removed there.</summary>
    public static bool IsIn(HttpContext context) =>
        IsExtendedConnect(context)
        || (HttpMethods.IsGet(context.Request.Method)
            && context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
            && context.Request.Headers.Upgrade is [{ } upgrade] && upgrade.Equals(Protocol, StringComparison.OrdinalIgnoreCase)
            && context.Request.Headers.SecWebSocketKey.Count == 1);

    /// <summary>Whether it is asked for over HTTP/2, where the method is <c>CONNECT</c> and a route's is <c>GET</c>.</summary>
    public static bool IsExtendedConnect(HttpContext context) =>
        HttpMethods.IsConnect(context.Request.Method)
        && context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: Protocol };

    /// <summary>Puts back what makes the request one, for the forwarder.</summary>
    public static void Restore(HttpContext context)
    {
        if (!IsExtendedConnect(context))
        {
            context.Request.Headers.Connection = UpgradeOption;
            context.Request.Headers.Upgrade = Protocol;
        }
    }

    /// <summary>
    /// Whether the page that asks may have one. No preflight protects WebSockets (RFC 6455 section 10.2): another site's page is refused unless
    /// the API lists its origin.
    /// </summary>
    public static bool IsFromAllowedOrigin(HttpContext context, CorsRules? cors)
    {
        StringValues origin = context.Request.Headers.Origin;
        return origin.Count == 0
            || (origin.Count == 1 && origin[0] == $"{context.Request.Scheme}://{context.Request.Host.Value}")
            || cors?.Lists(origin) == true;
    }
}
