using System.Diagnostics;
using System.Globalization;
using Authz.Tests;

namespace Authz.Redis.Tests;

/// <summary>A replica in a process of its own: the program of <c>tests/Authz.Replica</c>.</summary>
internal sealed class ReplicaProcess : IDisposable
{
    private readonly Process _process;

    public ReplicaProcess(string url, string keys, string secret, int maximumStaleness)
    {
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Authz.Replica", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Authz.Replica.dll"));
        ProcessStartInfo start = new(
            Requirement.Program("dotnet"), [program, url, keys, secret, maximumStaleness.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // Many of them share a machine that a replica would have to itself.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        _process = Process.Start(start)!;
    }

    public bool IsRunning => !_process.HasExited;

    public long Bytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The replica has ended, asked '{question}'.");
    }

    public async Task<long> CountAsync(string question) => long.Parse(await AskAsync(question), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
