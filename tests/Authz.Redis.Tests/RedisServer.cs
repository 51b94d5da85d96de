using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Authz.Tests;

namespace Authz.Redis.Tests;

/// <summary>A <c>redis-server</c> of Debian, on a free port of this machine, with its files in a directory of its own.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("authz-redis-").FullName;
    private readonly string[] _arguments;
    private Process? _process;

    private RedisServer(int port, string[] arguments)
    {
        Port = port;
        _arguments = arguments;
    }

    public int Port { get; }

    public string Host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public string Url => $"redis://{Host}";

    /// <summary>Starts a server that keeps its data in memory only.</summary>
    public static RedisServer Start(params string[] arguments)
    {
        RedisServer server = new(FindPort(), arguments);
        server.Start();
        return server;
    }

    /// <summary>Starts a Sentinel that watches a master called <c>fleet</c>.</summary>
    public static RedisServer StartSentinel(RedisServer master)
    {
        RedisServer server = new(FindPort(), ["--sentinel"]);
        File.WriteAllText(Path.Combine(server._directory, "sentinel.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            port {server.Port}
            sentinel monitor fleet 127.0.0.1 {master.Port} 1
            sentinel down-after-milliseconds fleet 500
            sentinel failover-timeout fleet 3000
            """) + "\n");
        server.Start();
        return server;
    }

    public void Start() => Run(_arguments);

    /// <summary>Starts it with other arguments than it was made with.</summary>
    public void StartAs(params string[] arguments) => Run(arguments);

    private void Run(string[] arguments)
    {
        string program = Requirement.Program("redis-server");
        string[] common = arguments is ["--sentinel"]
            ? ["sentinel.conf", "--sentinel"]
            : ["--port", Port.ToString(CultureInfo.InvariantCulture), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1", .. arguments];
        _process = Process.Start(new ProcessStartInfo(program, common) { WorkingDirectory = _directory, RedirectStandardOutput = true })!;
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal) || line.Contains("Sentinel ID is", StringComparison.Ordinal))
            {
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException($"{program} did not start.");
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(_directory, recursive: true);
    }

    private static int FindPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
