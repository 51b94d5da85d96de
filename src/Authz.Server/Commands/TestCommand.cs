using System.CommandLine;
using Authz.Server.Commands.Options;
using Authz.Server.Policies;
using Authz.Testing.Policies;

namespace Authz.Server.Commands;

/// <summary><c>authz test</c>: policy cases, each a request with a token and the expected decision.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        Argument<string> cases = new("CASES") { Description = "The file of cases, YAML or JSON; it names its API definition." };
        Option<string?> report = new("--junit") { Description = "Also writes the results as JUnit XML.", HelpName = "FILE" };
        DefinitionOptions options = new();
        Command command = new(
            "test", "Runs policy cases against an API definition with tokens minted for them. Exits with 1 if one fails.")
        {
            cases, report,
        };
        options.AddAllTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(cases),
            parsed.GetValue(report),
            options.Read(parsed),
            CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string path,
        string? report,
        DefinitionInput input,
        CommandConsole console,
        CancellationToken cancellationToken)
    {
        input.Announce(console);
        if (await ReadAsync(path, input, console, cancellationToken) is not { } file)
        {
            return ExitCode.Refused;
        }

        long started = TimeProvider.System.GetTimestamp();
        IReadOnlyList<PolicyResult> results = Run(file);
        TimeSpan duration = TimeProvider.System.GetElapsedTime(started);
        PolicyReport.Write(console.Output, path, results, duration);
        bool isReported = report is null
            || await new OutputFile(report, Replaces: true, IsQuiet: true).TryWriteAsync(
                JUnitReport.Write(path, results, duration), console, cancellationToken);
        return isReported && results.All(result => result.HasPassed) ? ExitCode.Done : ExitCode.Refused;
    }

    // Null after every problem of the file, or of the definition that it names, was reported.
    private static async Task<PolicyFile?> ReadAsync(
        string path, DefinitionInput input, CommandConsole console, CancellationToken cancellationToken)
    {
        if (await InputFile.ReadAsync(path, console, cancellationToken) is null)
        {
            return null;
        }

        try
        {
            if (PolicyFile.TryRead(
                path, input.For(path), out PolicyFile? file, out IReadOnlyList<string> problems))
            {
                return file;
            }

            foreach (string problem in problems)
            {
                console.ReportLine(problem);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            console.ReportTrouble(exception.Message);
        }

        return null;
    }

    private static List<PolicyResult> Run(PolicyFile file)
    {
        using PolicySuite suite = new(file.Definition, file.At);
        return [.. file.Cases.Select(suite.Run)];
    }
}
