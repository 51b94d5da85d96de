using System.Diagnostics;

namespace Authz.Server.Tests.EndToEnd.Mcp;

/// <summary><c>samples/mcp-server</c> as a process of its own.</summary>
internal sealed class McpSample : IAsyncDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private McpSample(Process process) => _process = process;

    public static async Task<McpSample> StartAsync(Uri origin, Uri resource, string issuer)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "McpServerSample.dll");
        ProcessStartInfo start = new("dotnet", [program, "--urls", origin.AbsoluteUri.TrimEnd('/'), "--Resource", resource.AbsoluteUri])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["Authentication__Schemes__Bearer__Authority"] = issuer;
        Process process = Process.Start(start)!;
        List<string> output = [];
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience) is { } line)
        {
            output.Add(line);
            if (line.Contains("Application started", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new McpSample(process);
            }
        }

        throw new InvalidOperationException(string.Join('\n', output));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
