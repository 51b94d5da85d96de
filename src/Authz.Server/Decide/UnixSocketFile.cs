using System.Net.Sockets;

namespace Authz.Server.Decide;

/// <summary>The file of a Unix socket. Whoever may write to it may ask: the file's group is given that right, and nobody else.</summary>
internal static class UnixSocketFile
{
    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Removes what a process that was killed has left, at which nobody listens any more.</summary>
    public static void RemoveAbandoned(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // A file that is no socket refuses too, and is somebody's file.
            if (File.GetAttributes(path) is FileAttributes.Normal && new FileInfo(path).Length == 0)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Opens the socket to its group.</summary>
    public static void Restrict(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnerAndGroup);
        }
    }
}
