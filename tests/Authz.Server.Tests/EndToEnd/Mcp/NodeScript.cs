using System.Diagnostics;
using Authz.Tests;

namespace Authz.Server.Tests.EndToEnd.Mcp;

/// <summary>A script of this folder in Node, with the packages of the attacks' fixtures.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private const string Folder = "tests/Authz.Server.Tests";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodeScript(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static NodeScript Start(string name, params string[] arguments)
    {
        string node = Requirement.Program("node");
        Requirement.Require(
            Directory.Exists(RepositoryFile.FullPath($"{Folder}/Attacks/node_modules/@modelcontextprotocol/sdk")),
            $"'npm ci --prefix {Folder}/Attacks' has not been run");
        ProcessStartInfo start = new(node, [RepositoryFile.FullPath($"{Folder}/EndToEnd/Mcp/{name}"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new NodeScript(Process.Start(start)!);
    }

    /// <summary>What is in a line of the output behind these words.</summary>
    public async Task<string> FindAsync(string opening)
    {
        string? line;
        do
        {
            line = await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
        }
        while (line?.StartsWith(opening, StringComparison.Ordinal) == false);

        return line?[opening.Length..] ?? throw new InvalidOperationException(await _errors);
    }

    /// <summary>The lines of the output, once the script has ended well.</summary>
    public async Task<IReadOnlyList<string>> ReadToEndAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        return _process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{output}\n{await _errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
