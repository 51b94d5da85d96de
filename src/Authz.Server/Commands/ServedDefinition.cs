using Authz.Import;
using Authz.Server.Commands.Options;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Commands;

/// <summary>The definition that is served: read at the start, and again when one of its files has changed.</summary>
internal sealed class ServedDefinition(
    string path, DefinitionInput input, CompileStages compile, CommandConsole console)
{
    private readonly ServedFiles _files = new(path);
    private int _failedReads;

    /// <summary>What stays while the file cannot be run, as the end of a sentence.</summary>
    public string Kept { get; init; } = "the previous definition stays in force.";

    /// <summary>The files that the definition was read from.</summary>
    public IReadOnlyCollection<string> Files => _files.Paths;

    /// <summary>What became of the changes.</summary>
    public DefinitionReloads Reloads { get; } = new();

    /// <summary>The definition in the file; null after its problems were reported.</summary>
    public async Task<GatewayDefinition?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await InputFile.ReadAsync(path, console, cancellationToken) is not { } content)
        {
            return null;
        }

        ImportedDefinition imported = Import(content);
        await _files.TakeAsync(content, imported.Files, cancellationToken);
        if (imported.Files.Count > 0)
        {
            // Read after they were noted, so that no change between the two is missed.
            imported = Import(content);
        }

        return Compile(imported);
    }

    /// <summary>The definition, if one of its files is new. Null if there is no change, or it is unusable, which is reported.</summary>
    public async Task<GatewayDefinition?> ReadChangeAsync(CancellationToken cancellationToken)
    {
        ImportedDefinition? imported;
        try
        {
            byte[]? content = await _files.ReadChangeAsync(cancellationToken);
            imported = content is null ? null : Import(content);
            if (imported is not null && !await _files.AreTakenAsync(imported.Files, cancellationToken))
            {
                imported = null;
            }
        }
        catch (Exception exception) when (InputFile.IsOfTheFile(exception))
        {
            BackgroundFaults.Count(BackgroundFaults.Reload);

            // Between two states of a file it may be absent for a moment, which is nothing to report: the second failed look is.
            if (++_failedReads == 2)
            {
                InputFile.Report(path, exception, console);
                ReportKept();
                Reloads.Refuse();
            }

            return null;
        }

        if (_failedReads > 1 && imported is null)
        {
            Reloads.Return();
        }

        _failedReads = 0;
        return imported is null ? null : CompileChange(imported);
    }

    private GatewayDefinition? CompileChange(ImportedDefinition imported)
    {
        GatewayDefinition? changed = Compile(imported);
        if (changed is null)
        {
            BackgroundFaults.Count(BackgroundFaults.Reload);
            ReportKept();
            Reloads.Refuse();
        }

        return changed;
    }

    private void ReportKept() => console.ReportTrouble($"{path} cannot be run as it is now; {Kept}");

    private ImportedDefinition Import(byte[] content) => DefinitionImporter.Import(content, input.For(path));

    private GatewayDefinition? Compile(ImportedDefinition imported)
    {
        DefinitionFile.Report(path, imported, console);
        if (imported.Definition is not { } definition)
        {
            return null;
        }

        GatewayStages stages = compile(definition, out IReadOnlyList<string> problems);
        foreach (string problem in problems)
        {
            console.ReportTrouble(path, problem);
        }

        return problems.Count == 0 ? new GatewayDefinition(definition, stages) : null;
    }
}

/// <summary>Compiles a valid definition for a server; it is not usable there if there are problems.</summary>
internal delegate GatewayStages CompileStages(ApiDefinition definition, out IReadOnlyList<string> problems);
