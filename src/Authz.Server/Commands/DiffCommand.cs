using System.CommandLine;
using Authz.Import;
using Authz.Server.Commands.Options;
using Authz.Server.Diff;

namespace Authz.Server.Commands;

/// <summary><c>authz diff</c>: what a change of a definition opens and closes.</summary>
internal static class DiffCommand
{
    private static readonly ApiDefinition s_none = new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>(),
        Routes = new Dictionary<string, RouteDefinition>(),
    };

    public static Command Create()
    {
        Argument<string> before = new("OLD") { Description = "The definition as it was." };
        Argument<string> after = new("NEW") { Description = "The definition as it is to be; it may be of another kind." };
        Option<string?> oldOverlay = new("--overlay-old")
        {
            Description = "The overlay of OLD, if it is another. Default: that of --overlay",
            HelpName = "FILE",
        };
        Option<string?> observed = new("--observed")
        {
            Description = "What a shadow has counted (the inspector's /shadow): changes are ranked by the requests that they concern.",
            HelpName = "FILE",
        };
        DefinitionOptions options = new();
        Command command = new(
            "diff", "Reports what becomes open, closed, stricter or looser. Exits with 1 if anything becomes open or looser.")
        {
            before, after, oldOverlay, observed,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(before),
            parsed.GetValue(oldOverlay),
            parsed.GetRequiredValue(after),
            options.Read(parsed),
            parsed.GetValue(observed),
            CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string before,
        string? oldOverlay,
        string after,
        DefinitionInput input,
        string? observed,
        CommandConsole console,
        CancellationToken cancellationToken)
    {
        DefinitionInput oldInput = input with { Overlay = oldOverlay ?? input.Overlay };
        IReadOnlyDictionary<string, ApiDefinition>? old = await ReadAsync(before, oldInput, console, cancellationToken);
        IReadOnlyDictionary<string, ApiDefinition>? next = await ReadAsync(after, input, console, cancellationToken);
        if (old is null || next is null)
        {
            return ExitCode.Refused;
        }

        List<AccessChange> changes = Compare(old, next);
        IEnumerable<string> lines = changes.Select(change => change.Describe());
        if (observed is not null)
        {
            if (await ReadReportAsync(observed, console, cancellationToken) is not { } report)
            {
                return ExitCode.Refused;
            }

            lines = ObservedRanking.Describe(changes, report);
        }

        foreach (string line in lines)
        {
            await console.Output.WriteLineAsync(DefinitionProblem.OnOneLine(line));
        }

        if (changes.Count == 0)
        {
            await console.Output.WriteLineAsync("Nothing changes for any request.");
        }

        return changes.Any(change => change.Kind.GrantsMore()) ? ExitCode.Refused : ExitCode.Done;
    }

    // Null after it was reported that the file is no report.
    private static async Task<ObservedReport?> ReadReportAsync(string path, CommandConsole console, CancellationToken cancellationToken)
    {
        if (await InputFile.ReadAsync(path, console, cancellationToken) is not { } content)
        {
            return null;
        }

        if (ObservedReport.Read(content) is { } report)
        {
            return report;
        }

        console.ReportTrouble(path, "this is no report of a shadow. Fetch one from the inspector: curl http://127.0.0.1:9090/shadow > FILE");
        return null;
    }

    // The file's APIs by name; null after the problems of any of them were reported.
    private static async Task<IReadOnlyDictionary<string, ApiDefinition>?> ReadAsync(
        string path, DefinitionInput input, CommandConsole console, CancellationToken cancellationToken)
    {
        if (await DefinitionFile.ImportAllAsync(path, input, console, cancellationToken) is not { } apis)
        {
            return null;
        }

        Dictionary<string, ApiDefinition> definitions = new(StringComparer.Ordinal);
        foreach ((int index, ImportedDefinition api) in apis.Index())
        {
            DefinitionFile.Report(path, api, console);
            if (api.Definition is { } definition)
            {
                definitions.Add(apis.Count > 1 ? api.Apis[index] : "", definition);
            }
        }

        return definitions.Count == apis.Count ? definitions : null;
    }

    // An API that is in one of the files alone has no routes in the other.
    private static List<AccessChange> Compare(
        IReadOnlyDictionary<string, ApiDefinition> old, IReadOnlyDictionary<string, ApiDefinition> next)
    {
        if (old.Count == 1 && next.Count == 1)
        {
            return [.. DefinitionDiff.Compare(old.Values.Single(), next.Values.Single())];
        }

        return
        [
            .. old.Keys.Union(next.Keys, StringComparer.Ordinal).SelectMany(name => DefinitionDiff
                .Compare(old.GetValueOrDefault(name, s_none), next.GetValueOrDefault(name, s_none))
                .Select(change => change with { Subject = $"{name}: {change.Subject}" })),
        ];
    }
}
