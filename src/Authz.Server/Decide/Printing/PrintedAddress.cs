namespace Authz.Server.Decide.Printing;

/// <summary>Hosts and ports as configurations need them.</summary>
internal static class PrintedAddress
{
    /// <summary>Host and port. The port is always written: proxies take another one for a default than URLs do.</summary>
    public static string WithPort(Uri address) =>
        $"{(address.HostNameType == UriHostNameType.IPv6 ? $"[{HostOf(address)}]" : HostOf(address))}:{address.Port}";

    /// <summary>The host alone, an IPv6 address without brackets.</summary>
    public static string HostOf(Uri address) => address.IdnHost;

    /// <summary>Whether the host is a name, which certificates are made for, and no IP address.</summary>
    public static bool IsName(Uri address) => address.HostNameType == UriHostNameType.Dns;
}
