using System.Net;
using System.Net.Sockets;

namespace Authz.Server.Tests;

/// <summary>Addresses on which a server can be told to listen before it starts.</summary>
internal static class FreeAddress
{
    /// <summary>
    /// A free port of a loopback host. On Linux the host is one of 127.0.0.0/8 that no other test uses: a port of 127.0.0.1 may be taken
    /// by a test that runs at the same time, between here and the server's start.
    /// </summary>
    public static Uri Find()
    {
        IPAddress host = OperatingSystem.IsLinux()
            ? new IPAddress([127, (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255)])
            : IPAddress.Loopback;
        using TcpListener listener = new(host, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
