using System.Diagnostics;

namespace Authz.Tests.Attacks;

public sealed class ExceptionCountTests
{
    [Fact]
    public async Task Rejects_EveryAttack_WithoutAnException_InAProcessOfItsOwn()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal($"{AttackCorpus.All.Count} attacks, 0 accepted, 0 exceptions", output.TrimEnd());
        Assert.Equal(0, process.ExitCode);
    }
}
