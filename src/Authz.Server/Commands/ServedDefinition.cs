using Authz.Server.Commands.Options;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Commands;

/// <summary>The file with the definition that is served: read at the start, and again when it has changed.</summary>
internal sealed class ServedDefinition(
    string path, IReadOnlyList<string>? parameters, GatewayCompilerOptions options, CommandConsole console)
{
    private readonly PolledFile _file = new(path);
    private byte[] _read = [];
    private byte[] _seen = [];
    private int _failedReads;

    /// <summary>The definition in the file; null after its problems were reported.</summary>
    public async Task<GatewayDefinition?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await InputFile.ReadAsync(path, console, cancellationToken) is not { } content)
        {
            return null;
        }

        _read = _seen = content;
        return Compile(content);
    }

    /// <summary>
    /// The definition in the file, if it is new and two reads agree: half a file may be a complete definition with fewer routes.
    /// Null if there is no change, or the file is unusable.
    /// </summary>
    public async Task<GatewayDefinition?> ReadChangeAsync(CancellationToken cancellationToken)
    {
        // Between two states of a file it may be absent for a moment, which is nothing to report: the second failed look is.
        bool isReported = _failedReads == 1;
        if (await InputFile.ReadAsync(path, ReadAgainAsync, isReported ? console : null, cancellationToken) is not { } content)
        {
            _failedReads++;
            return isReported ? Keep() : null;
        }

        _failedReads = 0;
        bool isSettled = content.AsSpan().SequenceEqual(_seen);
        _seen = content;
        if (!isSettled || content.AsSpan().SequenceEqual(_read))
        {
            return null;
        }

        _read = content;
        return Compile(content) ?? Keep();
    }

    private Task<byte[]> ReadAgainAsync(CancellationToken cancellationToken) => _file.ReadAsync(Array.MaxLength, cancellationToken);

    private GatewayDefinition? Keep()
    {
        console.ReportTrouble($"{path} cannot be run as it is now; the previous definition stays in force.");
        return null;
    }

    private GatewayDefinition? Compile(byte[] content)
    {
        if (DefinitionFile.Interpret(path, content, parameters, console) is not { } definition)
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
