namespace Authz.Server.Gateway.AccessLogs;

/// <summary>The destinations of access logs, each opened once, across reloads.</summary>
/// <param name="standardOutput">The destination of logs without a file.</param>
/// <param name="report">Receives a line when a log cannot be written, and when it can be again.</param>
/// <param name="frame">What becomes of a line on standard output; null for nothing.</param>
internal sealed class AccessLogSinks(TextWriter standardOutput, Action<string> report, Func<string, string>? frame = null) : IAsyncDisposable
{
    private readonly Dictionary<string, AccessLogSink> _files = new(StringComparer.Ordinal);
    private readonly AccessLogFiles _opened = new();
    private AccessLogSink? _standardOutput;

    /// <summary>The place of a log.</summary>
    /// <param name="destination">The file; null for standard output.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="ArgumentException">It is no path.</exception>
    public AccessLogSink Get(string? destination)
    {
        if (destination is null)
        {
            return _standardOutput ??= new AccessLogSink(standardOutput, "on standard output", report, frame);
        }

        string path = Path.GetFullPath(destination);
        if (!_files.TryGetValue(path, out AccessLogSink? sink))
        {
            sink = new AccessLogSink(new StreamWriter(_opened.Open(path)), path, report);
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

        await _opened.DisposeAsync();
    }
}
