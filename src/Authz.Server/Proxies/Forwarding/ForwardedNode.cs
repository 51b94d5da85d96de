using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Authz.Server.Proxies.Forwarding;

/// <summary>The name of a node on a request's way (RFC 7239 section 6): an address, with or without a port.</summary>
internal static class ForwardedNode
{
    private const int LongestPort = 5;

    /// <summary>The node's address; null if it is unknown, obfuscated or malformed.</summary>
    /// <param name="text">The node.</param>
    /// <param name="isBareAllowed">Whether an IPv6 address may stand without brackets, as in X-Forwarded-For; it has no port then.</param>
    public static IPAddress? Read(string text, bool isBareAllowed)
    {
        if (text is ['[', ..])
        {
            int end = text.IndexOf(']', StringComparison.Ordinal);
            return end > 0 && IsPortOrNothing(text[(end + 1)..]) && TryReadIPv6(text[1..end], out IPAddress? inside) ? inside : null;
        }

        if (isBareAllowed && TryReadIPv6(text, out IPAddress? bare))
        {
            return bare;
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return TryReadIPv4(colon < 0 ? text : text[..colon], out IPAddress? address) && IsPortOrNothing(colon < 0 ? "" : text[colon..])
            ? address
            : null;
    }

    // The platform also reads 10.1 and 010.0.0.1, which other programs take for other addresses.
    private static bool TryReadIPv4(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;

    // A zone means nothing to anybody but the host that wrote it.
    private static bool TryReadIPv6(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && address.AddressFamily == AddressFamily.InterNetworkV6 && !text.AsSpan().ContainsAny('[', ']', '%');

    // An obfuscated port (RFC 7239 section 6.3) begins with an underscore.
    private static bool IsPortOrNothing(string text) => text is "" || (text is [':', .. { Length: > 0 } port] && IsPort(port));

    private static bool IsPort(string port) => port[0] == '_'
        ? port.All(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')
        : port.Length <= LongestPort && port.All(char.IsAsciiDigit);
}
