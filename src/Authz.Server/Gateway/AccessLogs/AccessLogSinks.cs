namespace Authz.Server.Gateway.AccessLogs;

/// <summary>The destinations of access logs, each opened once, across reloads.</summary>
internal sealed class AccessLogSinks(TextWriter standardOutput) : IAsyncDisposable
{
    private readonly Dictionary<string, AccessLogSink> _files = new(StringComparer.Ordinal);
    private readonly List<TextWriter> _opened = [];
    private AccessLogSink? _standardOutput;

    /// <summary>The place of a log.</summary>
    /// <param name="destination">The file; null for standard output.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public AccessLogSink Get(string? destination)
    {
        if (destination is null)
        {
            return _standardOutput ??= new AccessLogSink(standardOutput);
        }

        string path = Path.GetFullPath(destination);
        if (!_files.TryGetValue(path, out AccessLogSink? sink))
        {
            StreamWriter file = new(path, append: true);
            _opened.Add(file);
            sink = new AccessLogSink(file);
            _files.Add(path, sink);
        }

        return sink;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (AccessLogSink sink in _files.Values.Append(_standardOutput).OfType<AccessLogSink>())
        {
            await sink.DisposeAsync();
        }

        foreach (TextWriter file in _opened)
        {
            await file.DisposeAsync();
        }
    }
}
