using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

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
        // An unexpected exception is a fault of the program, which its caller must not read as a verdict.
#pragma warning disable CA1031
        try
        {
            return await InvokeAsync(args, output, error, cancellationToken);
        }
        catch (Exception exception)
        {
            new CommandConsole(output, error).ReportTrouble($"a fault of authz itself: {exception.GetType().Name}: {exception.Message}");
            return ExitCode.Fault;
        }
#pragma warning restore CA1031
    }

    /// <summary>The program with all its commands.</summary>
    public static Command Create()
    {
        // A RootCommand would be named after the assembly.
        Command root = new("authz", "Decides, for one HTTP request, whether the bearer of a JSON Web Token may make it.")
        {
            new HelpOption(),
            new VersionOption { Action = new VersionAction() },
            DemoCommand.Create(),
            ServeCommand.Create(),
            DecideCommand.Create(),
            CheckCommand.Create(),
            DiffCommand.Create(),
            ExplainCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            InitCommand.Create(),
            IssuerCommand.Create(),
            RevokeCommand.Create(),
            TestCommand.Create(),
            TokenCommand.Create(),
        };
        foreach (Command command in root.Subcommands)
        {
            if (command.Action is AsynchronousCommandLineAction action)
            {
                command.Action = new InterruptibleAction(action);
            }
        }

        root.SetAction(parsed => ReportWrongUsage(CommandConsole.Of(parsed), "authz --help", "Name a command."));
        return root;
    }

    private static Task<int> InvokeAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        // '@FILE' names a file with a token, not one with arguments.
        ParseResult parsed = Create().Parse(UsageProblems.Normalize(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (UsageProblems.AreIn(parsed))
        {
            return Task.FromResult(ReportWrongUsage(
                new CommandConsole(output, error), UsageProblems.HelpOf(parsed), [.. UsageProblems.Describe(parsed)]));
        }

        InvocationConfiguration invocation = new()
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = s_terminationTime,
        };
        return parsed.InvokeAsync(invocation, cancellationToken);
    }

    private static int ReportWrongUsage(CommandConsole console, string help, params string[] problems)
    {
        foreach (string problem in problems)
        {
            console.ReportTrouble(problem);
        }

        console.ReportTrouble($"see {help}.");
        return ExitCode.WrongUsage;
    }
}
