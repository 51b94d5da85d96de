using System.Buffers;
using System.Net;

namespace Authz.Server.Proxies.Forwarding;

/// <summary>
/// Where requests come from, by the word of trusted proxies: from the right, the first address that is not trusted is the client. Whoever
/// is not known for certain has no address, so that no condition on it holds.
/// </summary>
/// <param name="proxies">The proxies whose word is taken.</param>
/// <param name="family">The headers in which they say it.</param>
internal sealed class ForwardedRequests(TrustedProxies proxies, ForwardedFamily family)
{
    /// <summary>The connections' own addresses alone.</summary>
    public static readonly ForwardedRequests OfConnections = new(TrustedProxies.None, ForwardedFamily.XForwarded);

    private const string ForwardedName = "Forwarded";
    private const int LongestHost = 255;

    private static readonly SearchValues<char> s_hostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]");

    /// <summary>Puts the client's address, scheme and host in place of the connection's, if a trusted proxy names them.</summary>
    /// <returns>The address at the other end of the connection; null if it has none.</returns>
    public IPAddress? Apply(HttpContext context)
    {
        IPAddress? peer = context.Connection.RemoteIpAddress;
        if (!proxies.Contains(peer))
        {
            return peer;
        }

        List<ForwardedHop> hops = family == ForwardedFamily.Forwarded
            ? ForwardedField.Read(context.Request.Headers[ForwardedName])
            : XForwardedFields.Read(context.Request.Headers);
        if (hops.Count > 0)
        {
            Apply(FindClient(hops), context, isClientNamed: family == ForwardedFamily.Forwarded || HasClients(context));
        }

        return peer;
    }

    private static bool HasClients(HttpContext context) => context.Request.Headers.ContainsKey(XForwardedFields.For);

    // The last element was added by the peer, and describes whom it was asked by.
    private ForwardedHop FindClient(List<ForwardedHop> hops)
    {
        int index = hops.Count - 1;
        while (index > 0 && proxies.Contains(hops[index].Client))
        {
            index--;
        }

        return hops[index];
    }

    private static void Apply(ForwardedHop hop, HttpContext context, bool isClientNamed)
    {
        if (isClientNamed)
        {
            context.Connection.RemoteIpAddress = hop.Client;
            context.Connection.RemotePort = 0;
        }

        if (hop.Scheme?.ToLowerInvariant() is "http" or "https")
        {
            context.Request.Scheme = hop.Scheme.ToLowerInvariant();
        }

        if (hop.Host is { Length: > 0 and <= LongestHost } host && !host.AsSpan().ContainsAnyExcept(s_hostCharacters))
        {
            context.Request.Host = new HostString(host);
        }
    }
}
