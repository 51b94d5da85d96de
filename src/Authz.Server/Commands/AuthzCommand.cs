using System.CommandLine;
using System.CommandLine.Parsing;

namespace Authz.Server.Commands;

/// <summary>The command line as a whole.</summary>
internal static class AuthzCommand
{
    // Above the time in which a gateway answers what is under way.
    private static readonly TimeSpan s_terminationTime = TimeSpan.FromSeconds(35);

    /// <summary>Runs one command: results go to <paramref name="output"/>, trouble to <paramref name="error"/>.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        RootCommand root = new("Decides, for one HTTP request, whether the bearer of a JSON Web Token may have it.")
        {
            DemoCommand.Create(),
            ServeCommand.Create(),
            CheckCommand.Create(),
            DiffCommand.Create(),
            ExplainCommand.Create(),
            ImportCommand.Create(),
            IssuerCommand.Create(),
            TestCommand.Create(),
            TokenCommand.Create(),
        };
        // '@FILE' names a file with a token, not one with arguments.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError problem in parsed.Errors)
            {
                await error.WriteLineAsync($"authz: {problem.Message}");
            }

            await error.WriteLineAsync("authz: see authz --help.");
            return ExitCode.WrongUsage;
        }

        InvocationConfiguration invocation = new()
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = s_terminationTime,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C before the command was done.
            return ExitCode.Refused;
        }
    }
}
