namespace Authz.Server.Gateway.AccessLogs;

/// <summary>Opens the files of access logs. An open that hangs is waited for by the next attempt instead of being tried again.</summary>
internal sealed class AccessLogFiles : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Task<FileStream>> _opening = new(StringComparer.Ordinal);

    /// <summary>The file, at its end.</summary>
    /// <exception cref="IOException">The file cannot be opened, or not in time: a FIFO that nobody reads, or a mount whose server is gone.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public FileStream Open(string path)
    {
        if (!_opening.TryGetValue(path, out Task<FileStream>? opening))
        {
            // Without a buffer, which would keep octets of a failed write and repeat them.
            opening = Task.Run(() => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));
            _opening.Add(path, opening);
        }

        if (Task.WaitAny([opening], s_patience) != 0)
        {
            throw new IOException($"{path} could not be opened within {s_patience.TotalSeconds} s: it is a FIFO that nobody reads, or hangs.");
        }

        if (!opening.IsCompletedSuccessfully)
        {
            _opening.Remove(path);
        }

        return opening.GetAwaiter().GetResult();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Task<FileStream> opening in _opening.Values.Where(opening => opening.IsCompletedSuccessfully))
        {
            await (await opening).DisposeAsync();
        }
    }
}
