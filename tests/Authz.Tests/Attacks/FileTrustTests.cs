using System.Diagnostics;
using System.Runtime.Versioning;

namespace Authz.Tests.Attacks;

/// <summary>Files that somebody else could replace or write: by owner, permission, link, or a directory on the way.</summary>
[SupportedOSPlatform("linux")]
public sealed class FileTrustTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _root = Directory.CreateTempSubdirectory("authz-trust").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [SkippableTheory]
    [InlineData("nothing", "", null)]
    [InlineData("the file by the group", "chmod 0620 way/keys/a.keys", "way/keys/a.keys may be written")]
    [InlineData("the file by anyone", "chmod 0602 way/keys/a.keys", "way/keys/a.keys may be written")]
    [InlineData("its directory", "chmod 0770 way/keys", "way/keys may be written")]
    [InlineData("a directory above", "chmod 0707 way", "way may be written")]
    [InlineData("a sticky directory above", "chmod 1777 way", null)]
    [InlineData("its own sticky directory", "chmod 1777 way/keys", "way/keys may be written")]
    [InlineData("a link of ours", "ln -s way link", null, "link/keys/a.keys")]
    [InlineData("a relative link up and down", "ln -s way/../way link", null, "link/keys/a.keys")]
    [InlineData("a link that anyone may replace", "mkdir -m 0777 open; ln -s ../way open/link", "open may be written", "open/link/keys/a.keys")]
    [InlineData("a link into what anyone may replace", "mkdir -m 0777 open; mv way open/way; ln -s open/way way", "open may be written")]
    [InlineData("a link to itself", "ln -s loop loop", "too many links", "loop/a.keys")]
    public void Judges_PermissionsOnTheWholeWay(string description, string change, string? problem, string file = "way/keys/a.keys")
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Owners are judged on Linux only.");
        MakeFile();
        Run(change);

        AssertProblem(description, problem, file);
    }

    [SkippableTheory]
    [InlineData("the file", "chown 65534 way/keys/a.keys", "way/keys/a.keys belongs to user 65534")]
    [InlineData("its directory", "chown 65534 way/keys", "way/keys belongs to user 65534")]
    [InlineData("a directory above", "chown 65534 way", "way belongs to user 65534")]
    [InlineData("a link", "ln -s way link; chown -h 65534 link", "link belongs to user 65534", "link/keys/a.keys")]
    [InlineData("a link's goal", "chown 65534 way; ln -s way link", "way belongs to user 65534", "link/keys/a.keys")]
    [InlineData("a link in a sticky directory", "chmod 1777 way; ln -s keys way/l; chown -h 65534 way/l", "way/l belongs", "way/l/a.keys")]
    public void Rejects_AnotherOwner(string description, string change, string problem, string file = "way/keys/a.keys")
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can give files to others.");
        MakeFile();
        Run(change);

        AssertProblem(description, problem, file);
        string directory = Path.GetDirectoryName(Path.Combine(_root, file))!;
        Assert.Throws<UnauthorizedAccessException>(() => new FileKeySnapshotStore(directory).OpenRead("a"));
    }

    // A umask of 002, as Ubuntu has it, makes files that the user's own group may write.
    [SkippableTheory]
    [InlineData("chown 1000:1000 way way/keys way/keys/a.keys; chmod 0775 way/keys; chmod 0664 way/keys/a.keys", "belongs to user 1000")]
    [InlineData("chmod 0775 way way/keys; chmod 0664 way/keys/a.keys", null)]
    [InlineData("chgrp 1000 way/keys/a.keys; chmod 0664 way/keys/a.keys", "may be written by group")]
    [InlineData("chgrp 1000 way/keys; chmod 0775 way/keys", "may be written by group")]
    [InlineData("chmod 0666 way/keys/a.keys", "may be written by group or others")]
    public void Accepts_TheOwnersOwnGroup_WhereFilesAreOnlyWarnedOf(string change, string? problem)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can give files to others.");
        MakeFile();
        Run(change);

        string? warning = FileTrust.WarningOf(Path.Combine(_root, "way", "keys", "a.keys"));

        Assert.True(problem is null ? warning is null : warning?.Contains(problem, StringComparison.Ordinal) == true, warning ?? change);
    }

    private void MakeFile()
    {
        Directory.CreateDirectory(Path.Combine(_root, "way"), Mine);
        Directory.CreateDirectory(Path.Combine(_root, "way", "keys"), Mine);
        string file = Path.Combine(_root, "way", "keys", "a.keys");
        File.WriteAllText(file, "content");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void AssertProblem(string description, string? problem, string file)
    {
        string path = Path.Combine(_root, file);
        string? found = FileTrust.ProblemOf(Path.GetDirectoryName(path)!) ?? FileTrust.ProblemOf(path);
        Assert.True(
            problem is null ? found is null : found is not null && found.Contains(problem, StringComparison.Ordinal),
            $"{description}: {found ?? "no problem"}");
    }

    private void Run(string commands)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-ec", commands]) { WorkingDirectory = _root })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
