using System.Diagnostics;

namespace Authz.AspNetCore.Tests;

/// <summary>Runs a program to its end.</summary>
internal static class ProgramRun
{
    /// <summary>The program's output, both streams; fails the test where it exits with anything but 0.</summary>
    public static async Task<string> RunAsync(string workingDirectory, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test host's own settings would steer the build that is started.
        string[] own = [.. start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))];
        foreach (string name in own)
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}");
        return output;
    }
}
