namespace Authz.Files;

/// <summary>
/// A file that is read again and again. One that cannot be read costs each look a report, never a thread: an open that hangs, as on a
/// mount whose server is gone, is waited for by the next look instead of being tried again.
/// </summary>
internal sealed class PolledFile(string path)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private Task<byte[]>? _reading;
    private byte[] _seen = [];
    private byte[] _taken = [];

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

    /// <summary>
    /// The content, if it is another than the one taken before and two looks agree: half a file may be a complete definition with fewer
    /// routes. Otherwise null. What is given counts as taken, whatever it is good for.
    /// </summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<byte[]?> ReadChangeAsync(long maximumBytes, CancellationToken cancellationToken)
    {
        byte[] content = await ReadAsync(maximumBytes, cancellationToken).ConfigureAwait(false);
        bool isSettled = content.AsSpan().SequenceEqual(_seen);
        _seen = content;
        if (!isSettled || content.AsSpan().SequenceEqual(_taken))
        {
            return null;
        }

        _taken = content;
        return content;
    }

    /// <summary>Notes the content that is in force.</summary>
    public void Take(byte[] content) => _seen = _taken = content;

    private byte[] Read(long maximumBytes)
    {
        using FileStream stream = RegularFile.Open(path);
        if (stream.Length > maximumBytes)
        {
            throw new IOException($"It has more than {maximumBytes} bytes.");
        }

        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
