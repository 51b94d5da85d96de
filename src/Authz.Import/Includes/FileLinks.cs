namespace Authz.Import.Includes;

/// <summary>Follows the symbolic links of a path, also those of the folders in it.</summary>
internal static class FileLinks
{
    private const int MaximumLinks = 40;

    /// <summary>The full path without links; null if links lead in a circle.</summary>
    /// <exception cref="IOException">A part of the path cannot be looked at.</exception>
    public static string? Resolve(string path)
    {
        string resolved = Path.GetFullPath(path);
        for (int followed = 0; followed <= MaximumLinks; followed++)
        {
            if (FollowFirst(resolved) is not { } next)
            {
                return resolved;
            }

            resolved = next;
        }

        return null;
    }

    // The path with its first link replaced; null if it has none.
    private static string? FollowFirst(string path)
    {
        int end = Path.GetPathRoot(path)!.Length;
        while (end < path.Length)
        {
            int separator = path.IndexOf(Path.DirectorySeparatorChar, end);
            int next = separator < 0 ? path.Length : separator;
            string part = path[..next];
            if (new FileInfo(part).LinkTarget is { } target)
            {
                string led = Path.GetFullPath(target, Path.GetDirectoryName(part)!);
                return separator < 0 ? led : Path.GetFullPath(path[(separator + 1)..], led);
            }

            end = next + 1;
        }

        return null;
    }
}
