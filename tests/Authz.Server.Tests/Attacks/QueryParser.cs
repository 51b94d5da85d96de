using System.Diagnostics;
using System.Text.Json.Nodes;
using Authz.Tests;

namespace Authz.Server.Tests.Attacks;

/// <summary>The query parser of a backend that is not .NET: a program that reads queries, a line each, and answers what it found.</summary>
/// <param name="Program">The program that runs the script.</param>
/// <param name="Script">The script, beside this file.</param>
/// <param name="Probe">Arguments with which the program succeeds only if the parser is installed.</param>
internal sealed record QueryParser(string Program, string Script, params string[] Probe)
{
    private const string Folder = "tests/Authz.Server.Tests/Attacks/Parsers";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>The values that the backend sees under a name, one JSON array for each query.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string name, IReadOnlyList<string> queries)
    {
        string program = Requirement.Program(Program);
        (int code, _) = await RunAsync(program, Probe, []);
        Requirement.Require(code == 0, $"'{Program} {string.Join(' ', Probe)}' fails");

        (_, string output) = await RunAsync(program, [RepositoryFile.FullPath($"{Folder}/{Script}"), name], queries);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(queries.Count, lines.Length);
        Assert.All(lines, line => Assert.IsType<JsonArray>(JsonNode.Parse(line)));
        return lines;
    }

    private static async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyList<string> lines)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryFile.FullPath(Folder),
        })!;
        using CancellationTokenSource patience = new(s_patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
        foreach (string line in lines)
        {
            await process.StandardInput.WriteAsync(line + "\n");
        }

        process.StandardInput.Close();
        await errors;
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output);
    }
}
