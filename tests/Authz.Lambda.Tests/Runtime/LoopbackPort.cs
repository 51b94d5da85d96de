using System.Net;
using System.Net.Sockets;

namespace Authz.Lambda.Tests.Runtime;

/// <summary>A port on loopback that nobody listens on.</summary>
internal static class LoopbackPort
{
    public static int Free()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
