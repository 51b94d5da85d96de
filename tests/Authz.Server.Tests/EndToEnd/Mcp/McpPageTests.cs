using System.Diagnostics;
using Authz.Tests;
using Microsoft.AspNetCore.Builder;

namespace Authz.Server.Tests.EndToEnd.Mcp;

/// <summary>docs/mcp.md, followed as it is written: its file, its commands, what they print, and the lines of the sample.</summary>
public sealed class McpPageTests
{
    private const string Page = "docs/mcp.md";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task Leads_ToPerToolScopes()
    {
        string bash = Requirement.Program("bash");
        Requirement.Program("curl");
        Uri[] addresses = [.. Enumerable.Range(0, 5).Select(_ => FreeAddress.Find())];
        string[] written = ["127.0.0.1:5001", "127.0.0.1:5300", "127.0.0.1:5301", "127.0.0.1:5302", "localhost:5080"];
        string Here(string text) => written.Zip(addresses).Aggregate(
            text, (replaced, pair) => replaced.Replace(pair.First, pair.Second.Authority, StringComparison.Ordinal));
        await using WebApplication backend = await McpBackend.StartAsync(addresses[0].AbsoluteUri);
        string folder = Directory.CreateTempSubdirectory("authz-mcp-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "mcp.yaml"), Here(Blocks("yaml").Single()));

        // Servers listen a moment after they were started.
        string program = Path.Combine(AppContext.BaseDirectory, "Authz.Server.dll");
        string sample = Path.Combine(AppContext.BaseDirectory, "McpServerSample.dll");
        string script = $$"""
            set -m
            trap 'for job in $(jobs -p); do kill -- -"$job"; done' EXIT
            curl() { command curl --retry 60 --retry-connrefused --retry-delay 1 "$@"; }
            authz() {
              if [ "$1" = token ]; then curl -so /dev/null "$3"; fi
              command dotnet "{{program}}" "$@"
            }
            dotnet() { command dotnet "{{sample}}" --Resource "http://{{addresses[4].Authority}}/mcp"; }
            {{Here(string.Join('\n', Blocks("sh")))}}
            """;
        ProcessStartInfo start = new(bash, ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Directory.Delete(folder, recursive: true);

        string[] lines = [.. output.Split('\n').Select(line => line.TrimEnd('\r'))];
        Assert.All(Blocks("text").SelectMany(block => block.TrimEnd().Split('\n')), line => Assert.Contains(Here(line), lines));
        Assert.Contains(lines, line => line.Contains("'set_weather' at least one of 'weather:write'", StringComparison.Ordinal));
    }

    [Fact]
    public void Shows_TheSamplesLines()
    {
        string sample = string.Concat(new[] { "Program.cs", "WeatherTools.cs" }
            .Select(file => RepositoryFile.ReadText($"samples/mcp-server/{file}")));

        Assert.All(
            Blocks("csharp").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            line => Assert.Contains(line, sample, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Blocks(string language)
    {
        string[] parts = RepositoryFile.ReadText(Page).Split("```");
        return parts.Where((part, index) => index % 2 == 1 && part.StartsWith(language + "\n", StringComparison.Ordinal))
            .Select(part => part[(language.Length + 1)..]);
    }
}
