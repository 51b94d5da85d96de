using System.CommandLine;
using Authz.Server.Gateway.Operation;
using Authz.Server.Logging;

namespace Authz.Server.Commands;

/// <summary>A command's output: results on standard output, trouble on standard error, each problem on its own line.</summary>
/// <param name="output">Receives results.</param>
/// <param name="error">Receives trouble.</param>
/// <param name="format">How a server's lines are written, on both.</param>
internal sealed class CommandConsole(TextWriter output, TextWriter error, LogFormat format = LogFormat.Text)
{
    private const string ProgramName = "authz";
    private const string ProgramPrefix = ProgramName + ": ";

    /// <summary>Receives results.</summary>
    public TextWriter Output { get; } = output;

    private readonly LineOutput _output = new(output);
    private readonly LineOutput _error = new(error);

    /// <summary>The console of a command that has been parsed.</summary>
    public static CommandConsole Of(ParseResult parsed, LogFormat format = LogFormat.Text) =>
        new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, format);

    /// <summary>What becomes of a line of an access log that stands between a server's lines; null for nothing.</summary>
    public Func<string, string>? AccessLogFrame { get; } =
        format == LogFormat.Json ? static line => JsonLogLine.OfAccess(TimeProvider.System.GetUtcNow(), line) : null;

    /// <summary>Reports a problem of the command as a whole.</summary>
    public void ReportTrouble(string problem) => ReportTrouble(ProgramName, problem);

    /// <summary>Reports a problem at a place, such as a file with line and column.</summary>
    public void ReportTrouble(string place, string problem) => ReportLine($"{place}: {problem}");

    /// <summary>Reports a problem whose text begins with its place. If standard error cannot be written, the line is lost.</summary>
    public void ReportLine(string problem) => _error.TryWrite(error => error.WriteLine(Format(DefinitionProblem.OnOneLine(problem))));

    /// <summary>Writes a line about a running server. If standard output cannot be written, standard error has it.</summary>
    public void Announce(string line) => Announce(line, output => output.WriteLine(line));

    /// <summary>Writes about a running server. If standard output cannot be written, standard error has the line instead.</summary>
    public void Announce(string line, Action<TextWriter> write)
    {
        if (_output.TryWrite(format == LogFormat.Json ? output => output.WriteLine(FormatJson(LogLevels.Information, line)) : write) is { } problem)
        {
            BackgroundFaults.Count(BackgroundFaults.Output);
            ReportTrouble($"{line}; standard output cannot be written: {problem}");
        }
    }

    private string Format(string line)
    {
        if (format == LogFormat.Text)
        {
            return line;
        }

        (string level, string message) = LogLevels.Split(line.StartsWith(ProgramPrefix, StringComparison.Ordinal) ? line[ProgramPrefix.Length..] : line);
        return FormatJson(level, message);
    }

    private static string FormatJson(string level, string message) =>
        JsonLogLine.Of(TimeProvider.System.GetUtcNow(), level, ProgramName, message);
}
