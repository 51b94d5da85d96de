using System.CommandLine;
using Authz.Server.Gateway.Operation;

namespace Authz.Server.Commands;

/// <summary>A command's output: results on standard output, trouble on standard error, each problem on its own line.</summary>
internal sealed class CommandConsole(TextWriter output, TextWriter error)
{
    private const string ProgramName = "authz";

    /// <summary>Receives results.</summary>
    public TextWriter Output { get; } = output;

    private readonly LineOutput _output = new(output);
    private readonly LineOutput _error = new(error);

    /// <summary>The console of a command that has been parsed.</summary>
    public static CommandConsole Of(ParseResult parsed) =>
        new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);

    /// <summary>Reports a problem of the command as a whole.</summary>
    public void ReportTrouble(string problem) => ReportTrouble(ProgramName, problem);

    /// <summary>Reports a problem at a place, such as a file with line and column.</summary>
    public void ReportTrouble(string place, string problem) => ReportLine($"{place}: {problem}");

    /// <summary>Reports a problem whose text begins with its place. If standard error cannot be written, the line is lost.</summary>
    public void ReportLine(string problem) => _error.TryWrite(error => error.WriteLine(DefinitionProblem.OnOneLine(problem)));

    /// <summary>Writes a line about a running server. If standard output cannot be written, standard error has it.</summary>
    public void Announce(string line) => Announce(line, output => output.WriteLine(line));

    /// <summary>Writes about a running server. If standard output cannot be written, standard error has the line instead.</summary>
    public void Announce(string line, Action<TextWriter> write)
    {
        if (_output.TryWrite(write) is { } problem)
        {
            BackgroundFaults.Count(BackgroundFaults.Output);
            ReportTrouble($"{line}; standard output cannot be written: {problem}");
        }
    }
}
