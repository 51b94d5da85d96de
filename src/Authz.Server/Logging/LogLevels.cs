namespace Authz.Server.Logging;

/// <summary>The levels of log lines, and the words by which lines for people begin.</summary>
internal static class LogLevels
{
    public const string Information = "information";
    public const string Warning = "warning";
    public const string Error = "error";

    private const string NoteWord = "note: ";
    private const string WarningWord = "warning: ";
    private const string ErrorWord = "error: ";

    /// <summary>Takes the level's word off a line; a line without one is an error.</summary>
    public static (string Level, string Message) Split(string line) =>
        line.StartsWith(NoteWord, StringComparison.Ordinal) ? (Information, line[NoteWord.Length..])
        : line.StartsWith(WarningWord, StringComparison.Ordinal) ? (Warning, line[WarningWord.Length..])
        : line.StartsWith(ErrorWord, StringComparison.Ordinal) ? (Error, line[ErrorWord.Length..])
        : (Error, line);

    /// <summary>The level of the platform's loggers.</summary>
    public static string Of(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug or LogLevel.Information => Information,
        LogLevel.Warning => Warning,
        _ => Error,
    };
}
