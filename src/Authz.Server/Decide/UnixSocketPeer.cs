namespace Authz.Server.Decide;

/// <summary>A feature of the connections that came in by our Unix socket, whose file says who may open it.</summary>
internal sealed class UnixSocketPeer
{
    public static readonly UnixSocketPeer Instance = new();
}
