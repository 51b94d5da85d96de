using System.Net;
using System.Net.Sockets;

namespace Authz.Server.Gateway.Backends;

/// <summary>The headers that describe a request's way to its backend, as the service's do: <c>Forwarded</c> and <c>Via</c>.</summary>
internal static class ForwardedHeader
{
    private const string Pseudonym = "authz";

    /// <summary>The connection's two ends, the requested host, and the scheme.</summary>
    public static string Create(HttpContext context)
    {
        string by = Node(context.Connection.LocalIpAddress);
        string client = Node(context.Connection.RemoteIpAddress);
        return $"by={by};for={client};host={Quote(context.Request.Host.Value ?? string.Empty)};proto={context.Request.Scheme}";
    }

    /// <summary>The gateway's entry in <c>Via</c> (RFC 9110 section 7.6.3).</summary>
    public static string CreateVia(HttpContext context) => $"{context.Request.Protocol["HTTP/".Length..]} {Pseudonym}";

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
