namespace Authz.Import.Includes;

/// <summary>Reads a whole file that has a length, and no more than any definition may have.</summary>
internal static class FileContent
{
    private const long MaximumSize = 10 * 1024 * 1024;

    /// <exception cref="IOException">The file is missing, empty, too long or no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Read(string path)
    {
        // To open a FIFO takes for ever. Like a device it has no length.
        long length = Directory.Exists(path) ? 0 : new FileInfo(path).Length;
        return length switch
        {
            0 => throw new IOException("It is empty, or not a regular file."),
            > MaximumSize => throw new IOException($"It is larger than {MaximumSize / 1024 / 1024} MB."),
            _ => File.ReadAllBytes(path),
        };
    }
}
