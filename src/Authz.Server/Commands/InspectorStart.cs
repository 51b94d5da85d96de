using Authz.Import;
using Authz.Server.Checks;
using Authz.Server.Commands.Options;
using Authz.Server.Inspector;

namespace Authz.Server.Commands;

/// <summary>Starts the inspector beside the gateway if <c>--inspect</c> is given.</summary>
internal sealed record InspectorStart
{
    public required Uri Listen { get; init; }

    /// <summary>The backend of routes without an integration; null for none.</summary>
    public Uri? Target { get; init; }

    /// <summary>The definition's file; null for quick create.</summary>
    public string? Definition { get; init; }

    public DefinitionInput Input { get; init; } = new();

    public required ApiAuthorizer Authorizer { get; init; }

    public required DecisionCounts Decisions { get; init; }

    /// <summary>The fleet; null if the gateway stands alone.</summary>
    public Fleet? Fleet { get; init; }

    /// <summary>Starts the inspector; null if that fails, which is reported.</summary>
    public async Task<InspectorHost?> RunAsync(CommandConsole console, CancellationToken cancellationToken)
    {
        // The file is read again, because findings have places that the definition no longer has.
        ImportedDefinition? imported = Definition is null
            ? null
            : await DefinitionFile.ImportAsync(Definition, Input, console, cancellationToken);
        IReadOnlyList<Finding> findings = imported is null
            ? []
            : DefinitionCheck.InOrder(
                [.. DefinitionCheck.Run(imported), .. DefinitionCheck.RunOnFiles(imported, [Definition!, .. imported.Files])]);
        InspectedApi api = new(Authorizer, Target, findings, Decisions) { Fleet = Fleet };
        InspectorHost? inspector = await ListeningServer.StartOrReportAsync(
            () => InspectorHost.StartAsync(api, Listen, TimeProvider.System, cancellationToken), Listen, console, "--inspect");
        if (inspector is not null)
        {
            console.Announce($"Inspector on {inspector.Address}");
        }

        return inspector;
    }
}
