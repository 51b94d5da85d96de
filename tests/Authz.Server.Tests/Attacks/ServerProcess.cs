using System.Diagnostics;
using System.Globalization;

namespace Authz.Server.Tests.Attacks;

/// <summary>The real program, started by a shell that opens or closes its standard streams.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly LineWriter _error = new();
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What the program writes to a standard output that is not redirected by the shell.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Everything written to standard error.</summary>
    public string Error => _error.ToString();

    /// <summary>Starts <c>authz</c>.</summary>
    /// <param name="redirection">What the shell does with the standard streams, such as <c>&gt;&amp;-</c>.</param>
    /// <param name="args">The arguments.</param>
    public static ServerProcess Start(string redirection, params string[] args)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Authz.Server.dll");

        // A shell's background jobs ignore the interrupt, and so would all that they start.
        string[] signals = OperatingSystem.IsLinux() ? ["--default-signal=INT"] : [];
        ProcessStartInfo start = new("env", [.. signals, "sh", "-c", $"exec dotnet \"$0\" \"$@\" {redirection}", program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        ServerProcess server = new(Process.Start(start)!);
        server._process.ErrorDataReceived += (_, line) => server._error.WriteLine(line.Data);
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>The first line on standard error, past or to come, with this part.</summary>
    public Task<string> FindErrorAsync(string part) => _error.FindLineAsync(part).WaitAsync(s_patience);

    /// <summary>Sends a signal; returns the exit code.</summary>
    public async Task<int> EndAsync(string signal = "TERM")
    {
        using Process kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        return await ExitAsync();
    }

    /// <summary>Waits for the end; returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(s_patience);
        }

        _process.Dispose();
        await _error.DisposeAsync();
    }
}
