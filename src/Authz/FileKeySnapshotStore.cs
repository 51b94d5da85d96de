using Authz.Files;

namespace Authz;

/// <summary>
/// Keeps key snapshots as files in their own directory. Directory and files are accessible only to their owner, and are refused if group or
/// others may write to them. On Linux so is every directory and link on the way that belongs to another user than this process's and root,
/// or that another may replace; on Windows the directory's access control list decides.
/// </summary>
public sealed class FileKeySnapshotStore : KeySnapshotStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly string _directory;

    /// <summary>Keeps snapshots in this directory, which is made for the first one.</summary>
    public FileKeySnapshotStore(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _directory = Path.GetFullPath(directory);
    }

    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">Somebody else may write the file, or replace it or a directory on its way.</exception>
    public override Stream? OpenRead(string name)
    {
        string path = PathOf(name);
        if (!File.Exists(path))
        {
            return null;
        }

        RequireTrust(_directory);
        RequireTrust(path);
        FileStream file = RegularFile.Open(path);
        if (!OperatingSystem.IsWindows()
            && ((File.GetUnixFileMode(file.SafeFileHandle) | File.GetUnixFileMode(_directory)) & WritableByOthers) != 0)
        {
            file.Dispose();
            throw WritableByOthersOf($"{path} or its directory");
        }

        return file;
    }

    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">Somebody else may write the directory, or replace one on its way.</exception>
    public override void Save(string name, Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        string path = PathOf(name);
        string unfinished = $"{path}.{Path.GetRandomFileName()}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_directory);
        }
        else
        {
            Directory.CreateDirectory(_directory, OwnerOnly | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerOnly;

            // Reported now: a snapshot saved here would be refused when an outage makes it necessary.
            if ((File.GetUnixFileMode(_directory) & WritableByOthers) != 0)
            {
                throw WritableByOthersOf(_directory);
            }

            RequireTrust(_directory);
        }

        try
        {
            using (FileStream file = new(unfinished, options))
            {
                content.CopyTo(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static void RequireTrust(string path)
    {
        if (FileTrust.ProblemOf(path) is { } problem)
        {
            throw new UnauthorizedAccessException(problem);
        }
    }

    private static UnauthorizedAccessException WritableByOthersOf(string what) =>
        new($"{what} may be written by group or others: remove that permission (chmod go-w).");

    private string PathOf(string name) => Path.Combine(_directory, name + ".keys");
}
