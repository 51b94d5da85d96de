using System.Collections.Concurrent;

namespace Authz.Server.Gateway.Operation;

/// <summary>
/// What Kestrel says of endpoints that it could not put into force: it tells nobody but its log. Each is reported once, and remembered for
/// another attempt.
/// </summary>
/// <param name="report">Receives a line for each fault.</param>
internal sealed class EndpointFaults(Action<string> report) : ILoggerProvider, ILogger
{
    /// <summary>The category in which Kestrel logs them.</summary>
    public const string Category = "Microsoft.AspNetCore.Server.Kestrel";

    private const string UrlName = "url";

    private readonly ConcurrentDictionary<string, string> _reported = new(StringComparer.Ordinal);
    private ConcurrentQueue<string> _failed = [];

    /// <summary>The URLs that failed since the last call; an empty one stands for the file as a whole.</summary>
    public IReadOnlyCollection<string> TakeFailed() => Interlocked.Exchange(ref _failed, []);

    /// <summary>Forgets what was reported: the file has changed, and is about to come into force.</summary>
    public void Forget() => _reported.Clear();

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel != LogLevel.Critical)
        {
            return;
        }

        BackgroundFaults.Count(BackgroundFaults.Endpoints);
        string url = (state as IEnumerable<KeyValuePair<string, object?>>)?.FirstOrDefault(pair => pair.Key == UrlName).Value as string ?? "";
        string problem = $"{formatter(state, exception)} {exception?.Message}";
        if (!_reported.TryGetValue(url, out string? known) || known != problem)
        {
            _reported[url] = problem;
            report($"warning: {problem} The other endpoints stay as they are; it is tried again.");
        }

        _failed.Enqueue(url);
    }

    void IDisposable.Dispose()
    {
    }
}
