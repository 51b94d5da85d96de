using Authz.Server.Gateway;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Commands;

/// <summary>The file with the definition that is served: read at the start, and again when it has changed.</summary>
internal sealed class ServedDefinition(string path, IReadOnlyList<string>? parameters, GatewayCompilerOptions options, TextWriter error)
{
    private byte[] _read = [];
    private byte[] _seen = [];
    private int _failedReads;

    /// <summary>The definition in the file; null after its problems were reported.</summary>
    public async Task<GatewayDefinition?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await DefinitionFile.ReadContentAsync(path, error, cancellationToken) is not { } content)
        {
            return null;
        }

        _read = _seen = content;
        return await CompileAsync(content);
    }

    /// <summary>
    /// The definition in the file, if it is new and two reads agree: half a file may be a complete definition with fewer routes.
    /// Null if there is no change, or the file is unusable.
    /// </summary>
    public async Task<GatewayDefinition?> ReadChangeAsync(CancellationToken cancellationToken)
    {
        // Between two states of a file it may be absent for a moment, which is nothing to report: the second failed look is.
        bool isReported = _failedReads == 1;
        if (await DefinitionFile.ReadContentAsync(path, isReported ? error : TextWriter.Null, cancellationToken) is not { } content)
        {
            _failedReads++;
            return isReported ? await KeepAsync() : null;
        }

        _failedReads = 0;
        bool isSettled = content.AsSpan().SequenceEqual(_seen);
        _seen = content;
        if (!isSettled || content.AsSpan().SequenceEqual(_read))
        {
            return null;
        }

        _read = content;
        return await CompileAsync(content) ?? await KeepAsync();
    }

    private async Task<GatewayDefinition?> KeepAsync()
    {
        await error.WriteLineAsync($"authz: {path} cannot be run as it is now; what was served before is served on.");
        return null;
    }

    private async Task<GatewayDefinition?> CompileAsync(byte[] content)
    {
        if (await DefinitionFile.InterpretAsync(path, content, parameters, error) is not { } definition)
        {
            return null;
        }

        GatewayStages stages = GatewayCompiler.Compile(definition, options, out IReadOnlyList<string> problems);
        foreach (string problem in problems)
        {
            await error.WriteLineAsync($"{path}: {problem}");
        }

        return problems.Count == 0 ? new GatewayDefinition(definition, stages) : null;
    }
}
