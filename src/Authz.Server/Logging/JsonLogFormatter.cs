using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Authz.Server.Logging;

/// <summary>Writes what the platform's loggers get as lines of <see cref="JsonLogLine"/>.</summary>
internal sealed class JsonLogFormatter(TimeProvider timeProvider) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "authz-json";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
        textWriter.WriteLine(JsonLogLine.Of(
            timeProvider.GetUtcNow(),
            LogLevels.Of(logEntry.LogLevel),
            logEntry.Category,
            logEntry.Formatter(logEntry.State, logEntry.Exception),
            logEntry.EventId.Id,
            logEntry.Exception?.ToString()));
}
