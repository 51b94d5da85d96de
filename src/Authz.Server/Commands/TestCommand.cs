using System.CommandLine;
using Authz.Import;
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
        Option<string[]> parameters = ParameterOption.Create();
        Command command = new(
            "test", "Runs policy cases against an API definition with tokens minted for them. Exits with 1 where one fails.")
        {
            cases, report, parameters,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(cases),
            parsed.GetValue(report),
            parsed.GetValue(parameters),
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string path,
        string? report,
        IReadOnlyList<string>? parameters,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        try
        {
            ImportOptions options = ParameterOption.ToOptions(parameters, path);
            if (!PolicyFile.TryRead(path, options, out PolicyFile? file, out IReadOnlyList<string> problems))
            {
                foreach (string problem in problems)
                {
                    await console.Error.WriteLineAsync(problem);
                }

                return ExitCode.WrongUsage;
            }

            long started = TimeProvider.System.GetTimestamp();
            IReadOnlyList<PolicyResult> results = Run(file);
            TimeSpan duration = TimeProvider.System.GetElapsedTime(started);
            PolicyReport.Write(console.Output, path, results, duration);
            if (report is not null)
            {
                await File.WriteAllBytesAsync(report, JUnitReport.Write(path, results, duration), cancellationToken);
            }

            return results.All(result => result.HasPassed) ? ExitCode.Done : ExitCode.Refused;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync($"authz: {exception.Message}");
            return ExitCode.WrongUsage;
        }
    }

    private static List<PolicyResult> Run(PolicyFile file)
    {
        using PolicySuite suite = new(file.Definition, file.At);
        return [.. file.Cases.Select(suite.Run)];
    }
}
