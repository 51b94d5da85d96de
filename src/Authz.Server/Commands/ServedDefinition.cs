using Authz.Files;
using Authz.Import;
using Authz.Server.Commands.Options;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Commands;

/// <summary>The file with the definition that is served: read at the start, and again when it has changed.</summary>
internal sealed class ServedDefinition(
    string path, DefinitionInput input, GatewayCompilerOptions options, CommandConsole console)
{
    private readonly PolledFile _file = new(path);
    private int _failedReads;

    /// <summary>The files that the definition was read from.</summary>
    public IReadOnlyCollection<string> Files { get; private set; } = [path];

    /// <summary>The definition in the file; null after its problems were reported.</summary>
    public async Task<GatewayDefinition?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await InputFile.ReadAsync(path, console, cancellationToken) is not { } content)
        {
            return null;
        }

        _file.Take(content);
        return Compile(content);
    }

    /// <summary>The definition in the file, if it is new. Null if there is no change, or the file is unusable, which is reported.</summary>
    public async Task<GatewayDefinition?> ReadChangeAsync(CancellationToken cancellationToken)
    {
        byte[]? content;
        try
        {
            content = await _file.ReadChangeAsync(Array.MaxLength, cancellationToken);
        }
        catch (Exception exception) when (InputFile.IsOfTheFile(exception))
        {
            BackgroundFaults.Count(BackgroundFaults.Reload);

            // Between two states of a file it may be absent for a moment, which is nothing to report: the second failed look is.
            if (++_failedReads == 2)
            {
                InputFile.Report(path, exception, console);
                ReportKept();
            }

            return null;
        }

        _failedReads = 0;
        return content is null ? null : CompileChange(content);
    }

    private GatewayDefinition? CompileChange(byte[] content)
    {
        GatewayDefinition? changed = Compile(content);
        if (changed is null)
        {
            BackgroundFaults.Count(BackgroundFaults.Reload);
            ReportKept();
        }

        return changed;
    }

    private void ReportKept() => console.ReportTrouble($"{path} cannot be run as it is now; the previous definition stays in force.");

    private GatewayDefinition? Compile(byte[] content)
    {
        ImportedDefinition imported = DefinitionImporter.Import(content, input.For(path));
        DefinitionFile.Report(path, imported, console);
        Files = [path, .. imported.Files];
        if (imported.Definition is not { } definition)
        {
            return null;
        }

        GatewayStages stages = GatewayCompiler.Compile(definition, options, out IReadOnlyList<string> problems);
        foreach (string problem in problems)
        {
            console.ReportTrouble(path, problem);
        }

        return problems.Count == 0 ? new GatewayDefinition(definition, stages) : null;
    }
}
