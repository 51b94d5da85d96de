using System.Diagnostics;
using Authz.Server.Gateway.Functions;
using Authz.Tests;

namespace Authz.Server.Tests.Gateway.Functions;

/// <summary>A function as a process of its own, behind the emulator's protocol.</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private const string Emulator = "samples/functions/emulator.mjs";
    private const string Announcement = "Listening on ";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private FunctionProcess(Process process, Uri address)
    {
        _process = process;
        Address = FunctionAddresses.ToInvocation(address);
    }

    /// <summary>The function's invoke URL.</summary>
    public Uri Address { get; }

    /// <summary>Starts a handler in Node.</summary>
    /// <param name="handler">Its file.</param>
    /// <param name="folder">Where that lies among these tests: beside this file, if not said.</param>
    public static Task<FunctionProcess> StartNodeAsync(string handler, string folder = "Gateway/Functions") => StartAsync(
        Requirement.Program("node"), RepositoryFile.FullPath(Emulator), "0",
        RepositoryFile.FullPath($"tests/Authz.Server.Tests/{folder}/{handler}"));

    /// <summary>Starts the .NET function, which answers with its event.</summary>
    public static Task<FunctionProcess> StartDotNetAsync() => StartAsync("dotnet", RepositoryFile.Program("DotNetFunction"));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<FunctionProcess> StartAsync(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
        return line?.StartsWith(Announcement, StringComparison.Ordinal) == true
            ? new FunctionProcess(process, new Uri(line[Announcement.Length..]))
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} does not listen; it says: {line}");
    }
}
