using System.Diagnostics;
using Authz.Tests;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>The walk of docs/operate.md, followed as it is written: three gateways behind nginx with a store, from install to roll-back.</summary>
public sealed class OperatePageTests
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private static readonly string[] s_addresses =
    [
        .. new[] { 5005, 6379, 8080, 8081, 8082, 8083, 9081, 9082, 9083, 7081, 7082, 7083 }.Select(port => $"127.0.0.1:{port}"),
    ];

    [SkippableFact]
    public async Task Walk_EndsAsItSays()
    {
        string bash = Requirement.Program("bash");
        foreach (string program in new[] { "curl", "openssl", "nginx", "redis-server" })
        {
            Requirement.Program(program);
        }

        (string Written, Uri Free)[] addresses = [.. s_addresses.Select(address => (address, FreeAddress.Find()))];
        string Here(string text) => addresses.Aggregate(
            text.Replace("--bind 127.0.0.1 --port 6379", $"--bind {addresses[1].Free.Host} --port {addresses[1].Free.Port}", StringComparison.Ordinal),
            (replaced, pair) => replaced.Replace(pair.Written, pair.Free.Authority, StringComparison.Ordinal));
        string folder = Directory.CreateTempSubdirectory("authz-operate-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "authz.yaml"), Here(Block("yaml")));
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), Here(Block("nginx")));
        await WriteProgramAsync(folder);

        string script = $$"""
            set -m
            chmod +x authz
            trap 'for job in $(jobs -p); do kill -- -"$job"; done; kill "$(cat nginx.pid)"' EXIT
            {{Here(string.Join('\n', Blocks("sh")))}}
            """;
        ProcessStartInfo start = new(bash, ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Directory.Delete(folder, recursive: true);

        string[] lines = output.Split('\n');
        Assert.All(Block("text").TrimEnd().Split('\n'), line => Assert.Contains(line, lines));
    }

    // A program, not a function of the shell: signals reach it.
    private static Task WriteProgramAsync(string folder) => File.WriteAllTextAsync(
        Path.Combine(folder, "authz"), $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "Authz.Server.dll")}' \"$@\"\n");

    private static string Block(string language) => Blocks(language).Single();

    private static IEnumerable<string> Blocks(string language)
    {
        string[] parts = RepositoryFile.ReadText("docs/operate.md").Split("\n## A walk\n")[1].Split("\n## ")[0].Split("```");
        return parts.Where((part, index) => index % 2 == 1 && part.StartsWith(language + "\n", StringComparison.Ordinal))
            .Select(part => part[(language.Length + 1)..]);
    }
}
