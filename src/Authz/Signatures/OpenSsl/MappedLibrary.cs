namespace Authz.Signatures.OpenSsl;

/// <summary>A file that is mapped into this process, told by its device and inode.</summary>
/// <param name="File">Device and inode, as the kernel writes them.</param>
/// <param name="Path">Where the file was when it was mapped.</param>
internal readonly record struct MappedLibrary(string File, string Path)
{
    private const string Removed = " (deleted)";

    /// <summary>The one library of that name in this process; null if there is none, several, or one that was replaced meanwhile.</summary>
    public static MappedLibrary? FindOnly(string name) => FindOnly(name, System.IO.File.ReadLines("/proc/self/maps"));

    /// <param name="name">How the file's name begins, such as <c>libcrypto</c>.</param>
    /// <param name="maps">The lines of <c>/proc/self/maps</c> (proc_pid_maps(5)).</param>
    public static MappedLibrary? FindOnly(string name, IEnumerable<string> maps)
    {
        MappedLibrary? only = null;
        foreach (string line in maps)
        {
            if (TryRead(line, out MappedLibrary library) && System.IO.Path.GetFileName(library.Path.AsSpan()).StartsWith(name, StringComparison.Ordinal))
            {
                if (library.Path.EndsWith(Removed, StringComparison.Ordinal) || (only is { } other && other != library))
                {
                    return null;
                }

                only = library;
            }
        }

        return only;
    }

    // "7f2c4e000000-7f2c4e0b3000 r--p 00000000 fe:00 1234      /usr/lib/libcrypto.so.3": the path may hold spaces, and is often absent.
    private static bool TryRead(string line, out MappedLibrary library)
    {
        library = default;
        int path = line.IndexOf('/');
        string[] fields = path < 0 ? [] : line[..path].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            return false;
        }

        library = new MappedLibrary($"{fields[3]} {fields[4]}", line[path..]);
        return true;
    }
}
