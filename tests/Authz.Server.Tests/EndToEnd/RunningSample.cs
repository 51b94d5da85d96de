using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Authz.Tests;

namespace Authz.Server.Tests.EndToEnd;

/// <summary><c>samples/gateway/run.sh</c> on free ports, with the binaries that the tests were built with.</summary>
internal sealed class RunningSample : IAsyncDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly int _pagePort;

    private RunningSample(Process process, int pagePort)
    {
        _process = process;
        _pagePort = pagePort;
    }

    public static async Task<RunningSample> StartAsync(params (string Name, string Value)[] environment)
    {
        int[] ports = FreePorts(4);
        ProcessStartInfo start = new("/bin/bash", [RepositoryFile.FullPath("samples/gateway/run.sh")]) { RedirectStandardOutput = true };
        start.Environment["AUTHZ"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "Authz.Server.dll")}";
        start.Environment["SAMPLE"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "GatewaySample.dll")}";
        string[] names = ["ISSUER_PORT", "API_PORT", "PAGE_PORT", "GATEWAY_PORT"];
        for (int index = 0; index < names.Length; index++)
        {
            start.Environment[names[index]] = ports[index].ToString(CultureInfo.InvariantCulture);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        RunningSample sample = new(process, ports[2]);
        await sample.WaitUntilReadyAsync().WaitAsync(s_patience);
        return sample;
    }

    /// <summary>The page's address under a name of this machine.</summary>
    public string Page(string host) => $"http://{host}:{_pagePort}/";

    // The signal of Ctrl+C and of a container's end: the script stops what it started.
    public async ValueTask DisposeAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(s_patience);
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Ready", StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException("The sample ended before it was ready.");
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
        {
            listener.Start();
        }

        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }
}
