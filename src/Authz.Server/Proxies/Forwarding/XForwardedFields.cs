using Microsoft.Extensions.Primitives;

namespace Authz.Server.Proxies.Forwarding;

/// <summary>
/// The fields <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c>, to which each proxy adds a value at the end. A scheme or a host that is
/// said once is that of the whole way: most proxies replace it.
/// </summary>
internal static class XForwardedFields
{
    public const string For = "X-Forwarded-For";
    public const string Proto = "X-Forwarded-Proto";
    public const string HostName = "X-Forwarded-Host";

    /// <summary>What each proxy says, the first first.</summary>
    public static List<ForwardedHop> Read(IHeaderDictionary headers)
    {
        string[] clients = Split(headers[For]);
        string[] schemes = Split(headers[Proto]);
        string[] hosts = Split(headers[HostName]);

        // A proxy that names no client may still say how it was asked.
        int count = Math.Max(clients.Length, Math.Min(1, Math.Max(schemes.Length, hosts.Length)));
        List<ForwardedHop> hops = new(count);
        for (int fromEnd = count; fromEnd >= 1; fromEnd--)
        {
            hops.Add(new ForwardedHop(
                fromEnd <= clients.Length ? ForwardedNode.Read(clients[^fromEnd], isBareAllowed: true) : null,
                ValueOf(schemes, fromEnd),
                ValueOf(hosts, fromEnd)));
        }

        return hops;
    }

    private static string? ValueOf(string[] values, int fromEnd) =>
        values.Length == 1 ? values[0] : fromEnd <= values.Length ? values[^fromEnd] : null;

    // These fields know no quotes: a client's quote must not swallow what proxies add.
    private static string[] Split(StringValues lines) =>
        lines.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
