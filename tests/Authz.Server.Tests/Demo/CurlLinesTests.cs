using System.Diagnostics;
using Authz.Tests;

namespace Authz.Server.Tests.Demo;

public sealed class CurlLinesTests
{
    [SkippableFact]
    public async Task Prints_CurlLinesThatWork()
    {
        Requirement.Program("curl");
        string shell = Requirement.Program("sh");
        await using RunningCommand demo = RunningCommand.Start("demo");
        await demo.FindLineAsync("Ctrl+C");
        string[] lines = [.. demo.Output.ToString().Split('\n').Where(line =>
            line.StartsWith("curl ", StringComparison.Ordinal) || line.Contains("ER=ey", StringComparison.Ordinal))];

        string output = await RunAsync(shell, string.Join('\n', lines));

        string[] statuses = [.. output.Split("HTTP/1.1 ").Skip(1).Select(answer => answer[..3])];
        Assert.Equal(["200", "401", "200", "403", "200", "403", "200"], statuses);
        Assert.Contains("\"reason\":\"scope_missing\"", output, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string shell, string script)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(shell, ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await error;
        await process.WaitForExitAsync();
        return output;
    }
}
