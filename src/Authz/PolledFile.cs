namespace Authz;

/// <summary>
/// A file that is read again and again. One that cannot be read costs each look a report, never a thread: an open that hangs, as on a
/// mount whose server is gone, is waited for by the next look instead of being tried again.
/// </summary>
internal sealed class PolledFile(string path)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private Task<byte[]>? _reading;

    /// <summary>The content.</summary>
    /// <param name="maximumBytes">The greatest length to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The file is missing, empty, too long or no regular file, or gives no content in time.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a directory.</exception>
    public async Task<byte[]> ReadAsync(long maximumBytes, CancellationToken cancellationToken)
    {
        Task<byte[]> reading = _reading ??= Task.Run(() => Read(maximumBytes), CancellationToken.None);
        try
        {
            return await reading.WaitAsync(s_patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new IOException($"It gave no content within {s_patience.TotalSeconds} s.");
        }
        finally
        {
            if (reading.IsCompleted)
            {
                _reading = null;
            }
        }
    }

    private byte[] Read(long maximumBytes)
    {
        // To open a FIFO without a writer takes for ever. Like devices and sockets it has no length.
        FileInfo file = new(path);
        if (!Directory.Exists(path) && (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : file).Length == 0)
        {
            throw new IOException("It is empty, or not a regular file.");
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.Length > maximumBytes)
        {
            throw new IOException($"It has more than {maximumBytes} bytes.");
        }

        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
