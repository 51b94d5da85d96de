namespace Authz.Files;

/// <summary>A file that has content to read, which a FIFO, a socket, a device and an empty file have not.</summary>
internal static class RegularFile
{
    /// <summary>Opens it for reading, while others may write, replace or delete it.</summary>
    /// <exception cref="IOException">The file is missing, empty or no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a directory.</exception>
    public static FileStream Open(string path)
    {
        // To open a FIFO without a writer takes for ever. Like devices and sockets it has no length.
        FileInfo file = new(path);
        if (!Directory.Exists(path) && (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : file).Length == 0)
        {
            throw new IOException("It is empty, or not a regular file.");
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }
}
