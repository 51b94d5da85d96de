using Authz.Definitions;
using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import.Includes;

/// <summary>
/// Reads the files that a definition names: in its own folder and below, where links lead to as well, and bounded in size and number.
/// </summary>
internal sealed class IncludedFiles(string? folder, ImportReport report)
{
    private const int MaximumFiles = 64;

    private readonly Dictionary<string, DefinitionNode> _files = new(StringComparer.Ordinal);

    /// <summary>The file's tree, each value with its place there; an unresolved value that says why there is none.</summary>
    /// <param name="path">The path as the definition writes it.</param>
    /// <param name="position">Where the definition names it.</param>
    public DefinitionNode Read(string path, DefinitionPosition position)
    {
        if (_files.TryGetValue(path, out DefinitionNode? known))
        {
            return known;
        }

        DefinitionNode read = _files.Count < MaximumFiles
            ? ReadNew(path, position)
            : DefinitionNode.Unresolved(path, $"Include at most {MaximumFiles} files.", position);
        _files.Add(path, read);
        return read;
    }

    private DefinitionNode ReadNew(string path, DefinitionPosition position)
    {
        if (folder is null)
        {
            return DefinitionNode.Unresolved(path, "Name the definition's file: without it there is no folder to find this file in.", position);
        }

        if (path.Contains("://", StringComparison.Ordinal))
        {
            return DefinitionNode.Unresolved(path, "Download it into the definition's folder and name it there: no URL is read.", position);
        }

        string root = Path.GetFullPath(folder);
        try
        {
            string? found = FileLinks.Resolve(Path.Combine(root, path));
            return found is not null && FileLinks.Resolve(root) is { } real && IsBelow(found, real)
                ? Parse(Path.GetRelativePath(real, found), ReadNoted(Path.Combine(root, path), found), position)
                : DefinitionNode.Unresolved(path, "It leads out of the definition's folder; keep the file in it or below.", position);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string problem = exception is FileNotFoundException or DirectoryNotFoundException
                ? "There is no such file in the definition's folder; the path counts from there."
                : exception.Message;
            return DefinitionNode.Unresolved(path, problem, position);
        }
    }

    private static bool IsBelow(string path, string root) =>
        path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Noted by the path as written: its links are part of the way.
    private byte[] ReadNoted(string written, string path)
    {
        report.Files.Add(written);
        return FileContent.Read(path);
    }

    private DefinitionNode Parse(string name, byte[] content, DefinitionPosition position)
    {
        DefinitionReport problems = new();
        DefinitionNode? tree = SourceText.Read(content, problems);
        report.Problems.AddRange(problems.Problems.Select(problem => problem with { File = name }));
        return tree?.InFile(name) ?? DefinitionNode.Unresolved(name, "Correct that file.", position);
    }
}
