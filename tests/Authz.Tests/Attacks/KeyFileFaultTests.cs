using Authz.Keys;
using Authz.Keys.Sources;
using Authz.Server.Tests.Attacks;
using Authz.Tests.Keys;

namespace Authz.Tests.Attacks;

/// <summary>Each fault of a key file, and of a key snapshot: the keys in force stay, the status says why, and a good file mends it.</summary>
public sealed class KeyFileFaultTests : IDisposable
{
    private readonly TestJwk _first = TestJwk.Create("first");
    private readonly TestJwk _second = TestJwk.Create("second");
    private readonly string _folder = Directory.CreateTempSubdirectory("authz-faults").FullName;

    public static TheoryData<string> Faults => [.. FileFaults.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Faults))]
    public async Task Keeps_TheKeys_UntilTheFileIsGoodAgain(string fault)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no FIFOs.");
        string path = Path.Combine(_folder, "keys.json");
        await File.WriteAllTextAsync(path, TestJwk.SetOf(_first.Json));
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { JwksFile = path });
        await test.Keys.WarmUpAsync(default);

        FileFaults.All[fault](path);
        for (int look = 0; look < 2; look++)
        {
            await test.PassAsync(FileSource.Interval);
            Assert.Equal(KeyLookupStatus.Found, test.Find(_first));
            Assert.Contains(path, test.Keys.GetStatus().LastError, StringComparison.Ordinal);
        }

        FileFaults.Mend(path, TestJwk.SetOf(_second.Json));
        await test.PassAsync(FileSource.Interval);
        Assert.Equal(KeyLookupStatus.Found, test.Find(_second));
        Assert.Equal(KeyLookupStatus.UnknownKeyId, test.Find(_first));
        Assert.Null(test.Keys.GetStatus().LastError);
    }

    [SkippableFact]
    public async Task Follows_AFileBehindASwappedLink()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such links.");
        FileFaults.Swap(_folder, "keys.json", TestJwk.SetOf(_first.Json));
        using KeysUnderTest test = new(entry: KeysUnderTest.Entry with { JwksFile = Path.Combine(_folder, "keys.json") });
        await test.Keys.WarmUpAsync(default);

        FileFaults.Swap(_folder, "keys.json", TestJwk.SetOf(_second.Json));
        await test.PassAsync(FileSource.Interval);

        Assert.Equal(KeyLookupStatus.UnknownKeyId, test.Find(_first));
        Assert.Equal(KeyLookupStatus.Found, test.Find(_second));
    }

    [SkippableTheory]
    [MemberData(nameof(Faults))]
    public async Task Ignores_ASnapshotWithAFault_AndSaysSo_ThenReplacesIt(string fault)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no FIFOs.");
        string path = await SaveSnapshotAsync();
        FileFaults.All[fault](path);

        using (KeysUnderTest started = new(new FileKeySnapshotStore(_folder)))
        {
            Assert.False(started.Keys.IsUsable);
            Assert.Equal(fault is "absent" or "a directory" ? 0 : 1, started.Keys.GetStatus().Warnings.Count);
            started.Remote.Publish([_second]);
            await started.Keys.WarmUpAsync(default);
            Assert.Equal(KeyLookupStatus.Found, started.Find(_second));
        }

        if (fault != "a directory")
        {
            using KeysUnderTest next = new(new FileKeySnapshotStore(_folder));
            Assert.Equal(KeyLookupStatus.Found, next.Find(_second));
        }
    }

    [Fact]
    public async Task Saves_SnapshotsAgain_OnceTheirFolderIsThere()
    {
        string folder = Path.Combine(_folder, "snapshots");
        await File.WriteAllTextAsync(folder, "in the way");
        using KeysUnderTest test = new(new FileKeySnapshotStore(folder));
        test.Remote.Publish([_first]);
        await test.Keys.WarmUpAsync(default);
        Assert.Contains("The key snapshot cannot be kept: ", Assert.Single(test.Keys.GetStatus().Warnings), StringComparison.Ordinal);
        Assert.Equal(KeyLookupStatus.Found, test.Find(_first));

        File.Delete(folder);
        await test.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(test.Keys.GetStatus().Warnings);
        Assert.Single(Directory.GetFiles(folder));
    }

    private async Task<string> SaveSnapshotAsync()
    {
        using KeysUnderTest test = new(new FileKeySnapshotStore(_folder));
        test.Remote.Publish([_first]);
        await test.Keys.WarmUpAsync(default);
        return Assert.Single(Directory.GetFiles(_folder));
    }
}
