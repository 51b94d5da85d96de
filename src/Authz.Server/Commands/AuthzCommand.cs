using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Authz.Server.Commands;

/// <summary>The command line as a whole.</summary>
internal static class AuthzCommand
{
    // Longer than a gateway takes to answer the requests in progress.
    private static readonly TimeSpan s_terminationTime = TimeSpan.FromSeconds(35);

    /// <summary>Runs one command: results go to <paramref name="output"/>, trouble to <paramref name="error"/>.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        // A RootCommand would be named after the assembly.
        Command root = new("authz", "Decides, for one HTTP request, whether the bearer of a JSON Web Token may have it.")
        {
            new HelpOption(),
            new VersionOption(),
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
        root.SetAction(parsed => ReportWrongUsage(parsed.InvocationConfiguration.Error, "Name a command."));

        // '@FILE' names a file with a token, not one with arguments.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return ReportWrongUsage(error, [.. parsed.Errors.Select(Describe)]);
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

    private static int ReportWrongUsage(TextWriter error, params string[] problems)
    {
        foreach (string problem in problems)
        {
            error.WriteLine($"authz: {problem}");
        }

        error.WriteLine("authz: see authz --help.");
        return ExitCode.WrongUsage;
    }

    // The library's own message does not name the missing argument.
    private static string Describe(ParseError problem) =>
        problem.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult command } missing
            ? $"{command.Command.Name} needs {missing.Argument.Name}."
            : problem.Message;
}
