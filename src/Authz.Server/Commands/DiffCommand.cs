using System.CommandLine;
using Authz.Server.Commands.Options;
using Authz.Server.Diff;

namespace Authz.Server.Commands;

/// <summary><c>authz diff</c>: what a change of a definition opens and closes.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        Argument<string> before = new("OLD") { Description = "The definition as it was." };
        Argument<string> after = new("NEW") { Description = "The definition as it is to be; it may be of another kind." };
        Option<string[]> parameters = ParameterOption.Create();
        Command command = new(
            "diff", "Reports what becomes open, closed, stricter or looser. Exits with 1 if anything becomes open or looser.")
        {
            before, after, parameters,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), parsed.GetValue(parameters), CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string before, string after, IReadOnlyList<string>? parameters, CommandConsole console, CancellationToken cancellationToken)
    {
        ApiDefinition? old = await DefinitionFile.ReadAsync(before, parameters, console, cancellationToken);
        ApiDefinition? next = await DefinitionFile.ReadAsync(after, parameters, console, cancellationToken);
        if (old is null || next is null)
        {
            return ExitCode.Refused;
        }

        IReadOnlyList<AccessChange> changes = DefinitionDiff.Compare(old, next);
        foreach (AccessChange change in changes)
        {
            string line = $"{change.Kind.ToString().ToLowerInvariant(),-8} {change.Subject}: {change.Text}";
            await console.Output.WriteLineAsync(DefinitionProblem.OnOneLine(line));
        }

        if (changes.Count == 0)
        {
            await console.Output.WriteLineAsync("Nothing changes for any request.");
        }

        return changes.Any(change => change.Kind.GrantsMore()) ? ExitCode.Refused : ExitCode.Done;
    }
}
