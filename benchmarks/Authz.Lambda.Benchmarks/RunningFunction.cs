using System.Diagnostics;
using Authz.Lambda.Tests.Runtime;

namespace Authz.Lambda.Benchmarks;

/// <summary>A function in a process of its own, which is asked over a Runtime API in this one.</summary>
internal sealed class RunningFunction : IDisposable
{
    private readonly FakeRuntimeApi _runtime = new();
    private readonly Process _process;
    private readonly Task<int> _logLines;

    /// <param name="name">What the figures call it.</param>
    /// <param name="start">Starts it with the address of the Runtime API.</param>
    public RunningFunction(string name, Func<string, Process> start)
    {
        Name = name;
        _process = start(_runtime.Address);
        _logLines = CountLinesAsync(_process.StandardOutput);
    }

    public string Name { get; }

    public double ResidentMegabytes => Now().WorkingSet64 / 1_000_000.0;

    public int OpenFiles => Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length;

    public Task<RuntimeAnswer> InvokeAsync(byte[] content) => _runtime.InvokeAsync(content);

    /// <summary>The processor time of one invocation in microseconds, the mean of many.</summary>
    public async Task<double> MeasureAsync(byte[] content, int count)
    {
        TimeSpan before = Now().TotalProcessorTime;
        for (int invocation = 0; invocation < count; invocation++)
        {
            Definitions.RequireAllowed(await InvokeAsync(content));
        }

        return (Now().TotalProcessorTime - before).TotalMicroseconds / count;
    }

    /// <summary>Ends the function.</summary>
    /// <returns>How many lines it left on standard output.</returns>
    public async Task<int> StopAsync()
    {
        _process.Kill();
        return await _logLines;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _runtime.Dispose();
    }

    private static async Task<int> CountLinesAsync(StreamReader log)
    {
        int lines = 0;
        while (await log.ReadLineAsync() is not null)
        {
            lines++;
        }

        return lines;
    }

    private Process Now()
    {
        _process.Refresh();
        return _process;
    }
}
