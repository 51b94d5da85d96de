using System.CommandLine;

namespace Authz.Server.Commands;

/// <summary>A command's output: results on standard output, trouble on standard error, each problem on its own line.</summary>
internal sealed class CommandConsole(TextWriter output, TextWriter error)
{
    private const string ProgramName = "authz";

    /// <summary>Receives results.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>The console of a command that has been parsed.</summary>
    public static CommandConsole Of(ParseResult parsed) =>
        new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);

    /// <summary>Reports a problem of the command as a whole.</summary>
    public void ReportTrouble(string problem) => ReportTrouble(ProgramName, problem);

    /// <summary>Reports a problem at a place, such as a file with line and column.</summary>
    public void ReportTrouble(string place, string problem) => ReportLine($"{place}: {problem}");

    /// <summary>Reports a problem whose text begins with its place. If standard error cannot be written, the line is lost.</summary>
    public void ReportLine(string problem)
    {
        try
        {
            error.WriteLine(DefinitionProblem.OnOneLine(problem));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // There is nobody left to tell, and whoever reports goes on.
        }
    }
}
