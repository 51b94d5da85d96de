using System.Runtime.Versioning;
using System.Text;

namespace Authz.Tests;

public sealed class FileKeySnapshotStoreTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Fact]
    public void Finds_Nothing_BeforeTheFirstSave() => Assert.Null(new FileKeySnapshotStore(_directory).OpenRead("a"));

    [Fact]
    public void Keeps_TheLatestContent_AndLeavesNothingElse()
    {
        FileKeySnapshotStore store = new(_directory);
        Save(store, "first");
        Save(store, "second");

        using Stream content = store.OpenRead("a")!;
        Assert.Equal("second", new StreamReader(content).ReadToEnd());
        Assert.Single(Directory.GetFiles(_directory));
    }

    [Fact]
    public void Keeps_TheOldContent_WhenSavingFails()
    {
        FileKeySnapshotStore store = new(_directory);
        Save(store, "first");

        Assert.Throws<ObjectDisposedException>(() => store.Save("a", DisposedStream()));

        using Stream content = store.OpenRead("a")!;
        Assert.Equal("first", new StreamReader(content).ReadToEnd());
        Assert.Single(Directory.GetFiles(_directory));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void Makes_Files_ThatOnlyTheirOwnerCanRead()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has access control lists instead of modes.");
        Save(new FileKeySnapshotStore(_directory), "content");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(_directory).Single()));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory));
    }

    [SkippableTheory]
    [UnsupportedOSPlatform("windows")]
    [InlineData("the file by the group", true, UnixFileMode.GroupWrite)]
    [InlineData("the file by anyone", true, UnixFileMode.OtherWrite)]
    [InlineData("the directory by the group", false, UnixFileMode.GroupWrite)]
    [InlineData("the directory by anyone", false, UnixFileMode.OtherWrite)]
    public void Rejects_FilesThatOthersMayWrite(string description, bool isFile, UnixFileMode mode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has access control lists instead of modes.");
        FileKeySnapshotStore store = new(_directory);
        Save(store, "content");
        string path = isFile ? Directory.GetFiles(_directory).Single() : _directory;
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | mode);

        UnauthorizedAccessException refusal = Assert.Throws<UnauthorizedAccessException>(() => store.OpenRead("a"));
        Assert.True(refusal.Message.Contains("chmod go-w", StringComparison.Ordinal), description);
    }

    [SkippableTheory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Keeps_Nothing_InADirectoryThatOthersMayWrite(UnixFileMode mode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has access control lists instead of modes.");
        DirectoryInfo directory = Directory.CreateDirectory(_directory);
        directory.UnixFileMode |= mode;

        UnauthorizedAccessException refusal = Assert.Throws<UnauthorizedAccessException>(
            () => Save(new FileKeySnapshotStore(_directory), "content"));

        Assert.Equal($"{_directory} may be written by group or others: remove that permission (chmod go-w).", refusal.Message);
        Assert.Empty(Directory.GetFiles(_directory));
    }

    private static void Save(FileKeySnapshotStore store, string content)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(content));
        store.Save("a", stream);
    }

    private static MemoryStream DisposedStream()
    {
        MemoryStream stream = new();
        stream.Dispose();
        return stream;
    }
}
