using System.Runtime.Versioning;
using Authz.Files;

namespace Authz;

/// <summary>
/// Judges whether anybody but this process's user and root can change what a path leads to: its file, or a link or directory on the way.
/// On Linux only; elsewhere nothing is found.
/// </summary>
public static class FileTrust
{
    // MAXSYMLINKS of Linux.
    private const int MaximumLinks = 40;

    /// <summary>
    /// Looks at the files that decide who gets in, for a host to warn of at its start. They are used all the same: Kubernetes mounts
    /// ConfigMaps and Secrets so that all may write them. A directory of a read-only mount counts as one that nobody may write.
    /// </summary>
    /// <param name="definition">The definition, whose files of keys, certificates and revocations are looked at.</param>
    /// <param name="files">Further files, such as the definition's own.</param>
    /// <returns>A sentence for each file that others can change, with what to do; a file that is missing is none.</returns>
    public static IReadOnlyList<string> FindProblems(ApiDefinition definition, params IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(files);
        IEnumerable<string> keyFiles = definition.Authorizers.Values
            .SelectMany(authorizer => authorizer.JwtConfiguration)
            .SelectMany(issuer => new[] { issuer.JwksFile, issuer.TrustedCertificatesFile })
            .Concat(definition.Authorizers.Values.Select(authorizer => authorizer.Revocation?.File))
            .OfType<string>();
        return [.. files.Concat(keyFiles).Distinct(StringComparer.Ordinal).Select(WarningOf).OfType<string>()];
    }

    /// <summary>Why a file that decides who gets in deserves a warning; null if it does not.</summary>
    internal static string? WarningOf(string file)
    {
        string? problem;
        try
        {
            problem = FindProblem(file, acceptsPrivateGroups: true);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            problem = exception.Message;
        }

        return problem is null ? null : $"Whoever can change {file} decides who gets in. {problem}";
    }

    /// <summary>The first problem, with what to do; null if there is none, or no such file.</summary>
    /// <exception cref="IOException">A part of the path cannot be looked at.</exception>
    internal static string? ProblemOf(string path) => FindProblem(path, acceptsPrivateGroups: false);

    private static string? FindProblem(string path, bool acceptsPrivateGroups) =>
        OperatingSystem.IsLinux() ? WalkTo(Path.GetFullPath(path), acceptsPrivateGroups) : null;

    // As the kernel walks, so that nothing is judged that is not used, and everything is that is.
    [SupportedOSPlatform("linux")]
    private static string? WalkTo(string path, bool acceptsPrivateGroups)
    {
        uint user = UnixFile.CurrentUser;
        Stack<string> ahead = new(Split(path).Reverse());
        string at = "/";
        int links = 0;
        string? problem = Judge(at, UnixFile.Find(at)!.Value, user, acceptsPrivateGroups, isLast: ahead.Count == 0);
        while (problem is null && ahead.TryPop(out string? name))
        {
            if (name == "..")
            {
                at = Path.GetDirectoryName(at) ?? "/";
                continue;
            }

            string next = Path.Combine(at, name);
            if (UnixFile.Find(next) is not { } file)
            {
                return null;
            }

            problem = Judge(next, file, user, acceptsPrivateGroups, isLast: ahead.Count == 0);
            if (!file.IsLink)
            {
                at = next;
                continue;
            }

            if (++links > MaximumLinks || Follow(next, at, ahead) is not { } folder)
            {
                return $"{path} leads through too many links.";
            }

            at = folder;
        }

        return problem;
    }

    // Puts the link's parts ahead; returns the folder from which they lead on, or null if there is no link any more.
    private static string? Follow(string link, string folder, Stack<string> ahead)
    {
        if (new FileInfo(link).LinkTarget is not { } target)
        {
            return null;
        }

        foreach (string part in Split(target).Reverse())
        {
            ahead.Push(part);
        }

        return target.StartsWith('/') ? "/" : folder;
    }

    [SupportedOSPlatform("linux")]
    private static string? Judge(string path, UnixFile file, uint user, bool acceptsPrivateGroups, bool isLast)
    {
        if (file.Owner != 0 && file.Owner != user)
        {
            return $"{path} belongs to user {file.Owner}: give it to user {user} or root (chown).";
        }

        // A link's own permissions mean nothing. In a sticky directory on the way nobody can move what is not theirs.
        bool isWritable = file.MayBeWrittenByAll || (file.MayBeWrittenByGroup && !(acceptsPrivateGroups && file.IsGroupPrivate));
        bool mayBeChanged = isWritable && !file.IsLink && !(file.IsDirectory && file.IsSticky && !isLast);
        return mayBeChanged && !UnixFile.IsOnReadOnlyMount(path)
            ? $"{path} may be written by group or others: remove that permission (chmod go-w)."
            : null;
    }

    private static IEnumerable<string> Split(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");
}
