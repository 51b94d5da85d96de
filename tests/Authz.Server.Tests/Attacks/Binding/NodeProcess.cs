using System.Diagnostics;
using Authz.Tests;

namespace Authz.Server.Tests.Attacks.Binding;

/// <summary>A program of the attacks in Node, by its path below their folder, whose packages it has.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const string Folder = "tests/Authz.Server.Tests/Attacks";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodeProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public StreamWriter Input => _process.StandardInput;

    public StreamReader Output => _process.StandardOutput;

    public static NodeProcess Start(string script, params IEnumerable<string> arguments)
    {
        string node = Requirement.Program("node");
        foreach (string package in new[] { "oauth4webapi", "openid-client", "dpop", "oidc-provider" })
        {
            Requirement.Require(
                Directory.Exists(RepositoryFile.FullPath($"{Folder}/node_modules/{package}")), $"'npm ci --prefix {Folder}' has not been run");
        }

        ProcessStartInfo start = new(node, ["--no-warnings", RepositoryFile.FullPath($"{Folder}/{script}"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new NodeProcess(Process.Start(start)!);
    }

    /// <summary>Waits for the end; the output and the errors, and how it ended.</summary>
    public async Task<(int ExitCode, string Output)> FinishAsync()
    {
        Input.Close();
        string output = await Output.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, output + await _errors);
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
