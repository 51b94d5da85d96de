using System.Net;

namespace Authz.Server.Proxies.Forwarding;

/// <summary>What one proxy says of a request that it has received.</summary>
/// <param name="Client">Who sent it; null if the proxy does not say, or what it says is no address.</param>
/// <param name="Scheme">The scheme, as the proxy writes it; null if it does not say.</param>
/// <param name="Host">The host, as the proxy writes it; null if it does not say.</param>
internal readonly record struct ForwardedHop(IPAddress? Client, string? Scheme, string? Host)
{
    /// <summary>A hop of which nothing is known, because its proxy conceals it or because its text is malformed.</summary>
    public static ForwardedHop Unknown => default;
}
