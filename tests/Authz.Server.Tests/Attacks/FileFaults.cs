using System.Diagnostics;
using Authz.Tests;

namespace Authz.Server.Tests.Attacks;

/// <summary>Faults of a file that is polled. Each puts something else in the file's place.</summary>
internal static class FileFaults
{
    public static IReadOnlyDictionary<string, Action<string>> All { get; } = new Dictionary<string, Action<string>>
    {
        ["absent"] = File.Delete,
        ["empty"] = path => File.WriteAllText(path, ""),
        ["garbage"] = path => File.WriteAllBytes(path, [0xFF, 0xFE, 0x00, (byte)'{']),
        ["truncated"] = path => File.WriteAllText(path, File.ReadAllText(path)[..^4]),
        ["unreadable"] = Close,
        ["a directory"] = path => Replace(path, () => Directory.CreateDirectory(path)),
        ["a FIFO"] = path => Replace(path, () => Run("mkfifo", path)),
        ["a device"] = path => Replace(path, () => File.CreateSymbolicLink(path, "/dev/zero")),
        ["a dangling link"] = path => Replace(path, () => File.CreateSymbolicLink(path, path + ".gone")),
        ["a link to itself"] = path => Replace(path, () => File.CreateSymbolicLink(path, path)),
    };

    /// <summary>Puts a good file into the place of the bad one, in one step unless that is a directory.</summary>
    public static void Mend(string path, string content)
    {
        if (Directory.Exists(path) && !File.Exists(path))
        {
            Directory.Delete(path);
        }

        File.WriteAllText(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Updates a file as Kubernetes updates a ConfigMap: a link to the folder with the file is replaced.</summary>
    public static void Swap(string folder, string name, string content)
    {
        string version = Directory.CreateDirectory(Path.Combine(folder, $"..{Guid.NewGuid():N}")).FullName;
        File.WriteAllText(Path.Combine(version, name), content);
        string data = Path.Combine(folder, "..data");
        string next = Path.Combine(folder, "..data_tmp");
        Directory.CreateSymbolicLink(next, version);
        Run("mv", "-T", next, data);
        if (!File.Exists(Path.Combine(folder, name)))
        {
            File.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine("..data", name));
        }
    }

    // Root may read whatever the permissions say, except a device's switch, which has nothing to read.
    private static void Close(string path)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Run("chmod", "000", path);
            return;
        }

        string? closed = Directory.EnumerateDirectories("/sys/bus").Select(bus => Path.Combine(bus, "uevent")).FirstOrDefault(File.Exists);
        Requirement.Require(closed is not null, "/sys has no file that root may not read");
        Replace(path, () => File.CreateSymbolicLink(path, closed!));
    }

    private static void Replace(string path, Action put)
    {
        Remove(path);
        put();
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path);
        }

        File.Delete(path);
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
