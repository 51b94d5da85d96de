using System.Diagnostics;
using Authz.Tests;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>A real proxy as a process of its own, with a configuration as it was printed.</summary>
internal sealed class RealProxy : IAsyncDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly LineWriter _error;
    private readonly string _folder;

    private RealProxy(Process process, LineWriter error, string folder)
    {
        _process = process;
        _error = error;
        _folder = folder;
    }

    /// <summary>Starts nginx, Caddy or HAProxy.</summary>
    public static async Task<RealProxy> StartAsync(string name, string configuration)
    {
        string program = Requirement.Program(name);
        string folder = Directory.CreateTempSubdirectory("authz-proxy-").FullName;
        string file = Path.Combine(folder, name + ".conf");
        await File.WriteAllTextAsync(file, configuration);
        (string[] args, string announcement) = name switch
        {
            "caddy" => (["run", "--adapter", "caddyfile", "--config", file], "serving initial configuration"),
            "haproxy" => (["-W", "-db", "-f", file], "Loading success"),
            _ => (NginxArguments(folder, file), "event method"),
        };
        ProcessStartInfo start = new(program, args) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["HOME"] = folder;
        start.Environment["XDG_DATA_HOME"] = folder;
        start.Environment["CADDY_ADMIN"] = $"unix/{folder}/admin.sock";
        LineWriter error = new();
        RealProxy proxy = new(Process.Start(start)!, error, folder);
        proxy._process.ErrorDataReceived += (_, line) => error.WriteLine(line.Data);
        proxy._process.BeginErrorReadLine();
        proxy._process.BeginOutputReadLine();
        Task exit = proxy._process.WaitForExitAsync();
        await Task.WhenAny(error.FindLineAsync(announcement), exit).WaitAsync(s_patience);
        return exit.IsCompleted ? throw new InvalidOperationException($"{name} has ended: {error}\n{configuration}") : proxy;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        _process.Dispose();
        await _error.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // In one process, so that nothing is left of it. What is given here stands in no configuration of a server.
    private static string[] NginxArguments(string folder, string file) =>
        ["-p", folder, "-c", file, "-g", $"daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr notice;"];
}
