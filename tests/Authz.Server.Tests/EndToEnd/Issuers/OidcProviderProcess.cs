using System.Diagnostics;
using Authz.Tests;

namespace Authz.Server.Tests.EndToEnd.Issuers;

/// <summary>npm's oidc-provider in Node, with a client whose credentials want encoding; tokens come by <c>authz token</c>.</summary>
internal sealed class OidcProviderProcess : IAsyncDisposable
{
    private const string Folder = "tests/Authz.Server.Tests";
    private const string Announcement = "Listening on ";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private OidcProviderProcess(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    public string Address { get; }

    public static async Task<OidcProviderProcess> StartAsync(string algorithm)
    {
        string node = Requirement.Program("node");
        Requirement.Require(
            Directory.Exists(RepositoryFile.FullPath($"{Folder}/Attacks/node_modules/oidc-provider")),
            $"'npm ci --prefix {Folder}/Attacks' has not been run");
        ProcessStartInfo start = new(node, [RepositoryFile.FullPath($"{Folder}/EndToEnd/Issuers/oidc-provider.mjs"), algorithm])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
        return line?.StartsWith(Announcement, StringComparison.Ordinal) == true
            ? new OidcProviderProcess(process, line[Announcement.Length..])
            : throw new InvalidOperationException($"oidc-provider does not listen; it says: {line}");
    }

    public async Task<string> MintAsync(string audience, string scope)
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync(
            "token", "--issuer", Address, "--client-id", "pets: client", "--client-secret", "s3cret+:%", "--resource", audience,
            "--scope", scope);
        return exit == 0 ? output.TrimEnd() : throw new InvalidOperationException(error);
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
