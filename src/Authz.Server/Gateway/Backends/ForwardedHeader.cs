using System.Net;
using System.Net.Sockets;

namespace Authz.Server.Gateway.Backends;

/// <summary>The header that describes a request's way to its backend, as the service's does.</summary>
internal static class ForwardedHeader
{
    /// <summary>The connection's two ends, the requested host, and the scheme.</summary>
    public static string Create(HttpContext context)
    {
        string by = Node(context.Connection.LocalIpAddress);
        string client = Node(context.Connection.RemoteIpAddress);
        return $"by={by};for={client};host={Quote(context.Request.Host.Value ?? string.Empty)};proto={context.Request.Scheme}";
    }

    // RFC 7239 section 6: an IPv6 address stands in brackets; section 4: these need quotes.
    private static string Node(IPAddress? address) => address switch
    {
        null => "unknown",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"\"[{address}]\"",
        _ => address.ToString(),
    };

    // RFC 7239 section 4: a value that is not a token is quoted.
    private static string Quote(string text) =>
        RfcText.IsToken(text)
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
