using System.Diagnostics;
using System.Text;
using Authz.Files;

namespace Authz.Tests.Files;

public sealed class PolledFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Reads_TheContentOfTheMoment()
    {
        PolledFile file = new(_path);
        foreach (string content in (string[])["first", "second, longer", "3"])
        {
            await File.WriteAllTextAsync(_path, content);
            Assert.Equal(content, Encoding.UTF8.GetString(await file.ReadAsync(100, CancellationToken.None)));
        }
    }

    [Fact]
    public async Task Rejects_AFileThatIsTooLong()
    {
        await File.WriteAllTextAsync(_path, "12345");

        Assert.Equal(5, (await new PolledFile(_path).ReadAsync(5, CancellationToken.None)).Length);
        IOException fault = await Assert.ThrowsAsync<IOException>(() => new PolledFile(_path).ReadAsync(4, CancellationToken.None));
        Assert.Equal("It has more than 4 bytes.", fault.Message);
    }

    [SkippableFact]
    public async Task Rejects_AFifo_AndReadsTheFileThatFollowsIt()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no FIFOs.");
        using (Process mkfifo = Process.Start("mkfifo", [_path]))
        {
            await mkfifo.WaitForExitAsync();
        }

        PolledFile file = new(_path);
        IOException fault = await Assert.ThrowsAsync<IOException>(() => file.ReadAsync(100, CancellationToken.None));
        Assert.Equal("It is empty, or not a regular file.", fault.Message);

        File.Delete(_path);
        await File.WriteAllTextAsync(_path, "content");
        Assert.Equal("content", Encoding.UTF8.GetString(await file.ReadAsync(100, CancellationToken.None)));
    }

    [Fact]
    public async Task Gives_AChange_OnceTwoLooksAgree()
    {
        PolledFile file = new(_path);
        file.Take("first"u8.ToArray());
        await File.WriteAllTextAsync(_path, "first");
        Assert.Null(await file.ReadChangeAsync(100, CancellationToken.None));

        await File.WriteAllTextAsync(_path, "sec");
        Assert.Null(await file.ReadChangeAsync(100, CancellationToken.None));
        await File.WriteAllTextAsync(_path, "second");
        Assert.Null(await file.ReadChangeAsync(100, CancellationToken.None));
        Assert.Equal("second"u8.ToArray(), await file.ReadChangeAsync(100, CancellationToken.None));
        Assert.Null(await file.ReadChangeAsync(100, CancellationToken.None));
    }

    [Fact]
    public async Task Gives_TheOldContentAgain_AfterAnother()
    {
        PolledFile file = new(_path);
        file.Take("good"u8.ToArray());
        await File.WriteAllTextAsync(_path, "bad");
        await file.ReadChangeAsync(100, CancellationToken.None);
        Assert.Equal("bad"u8.ToArray(), await file.ReadChangeAsync(100, CancellationToken.None));

        await File.WriteAllTextAsync(_path, "good");
        await file.ReadChangeAsync(100, CancellationToken.None);
        Assert.Equal("good"u8.ToArray(), await file.ReadChangeAsync(100, CancellationToken.None));
    }
}
