using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Authz.Server.Decide;

/// <summary>The file of a Unix socket. Whoever may write to it may ask: the file's group is given that right, and nobody else.</summary>
internal static class UnixSocketFile
{
    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    // ENXIO, which opening a socket as a file gives.
    private const int NoDevice = 6;

    /// <summary>Removes what a process that was killed has left, at which nobody listens any more.</summary>
    /// <exception cref="IOException">There can be no socket at this path.</exception>
    public static void RemoveAbandoned(string path)
    {
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            // The system's own words would be that an address cannot be assigned.
            throw new IOException($"there is no folder {folder} for the socket {path}.");
        }

        if (!Path.Exists(path))
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
            if (!IsSocket(path))
            {
                throw new IOException($"{path} is there and is no socket; it is left as it is.");
            }

            File.Delete(path);
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

    // The platform tells a socket from a file by this alone. Opened for reading only, a pipe would wait for its other end.
    private static bool IsSocket(string path)
    {
        if (File.GetAttributes(path) is not FileAttributes.Normal)
        {
            return false;
        }

        try
        {
            using SafeFileHandle opened = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return false;
        }
        catch (IOException exception) when (exception.HResult == NoDevice)
        {
            return true;
        }
    }
}
