using Authz.Definitions;
using Authz.Import.Includes;
using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import.Overlays;

/// <summary>Reads the overlay's file, whose problems name it by its path from the definition's folder.</summary>
internal static class OverlayFile
{
    /// <summary>The tree, each value with its place there; null without an overlay, or if it cannot be read, which is reported.</summary>
    public static DefinitionNode? Read(ImportOptions options, ImportReport report)
    {
        if (options.OverlayFile is not { } path)
        {
            return null;
        }

        string name = path;
        try
        {
            string full = Path.GetFullPath(path);
            name = options.Folder is { } folder ? Path.GetRelativePath(Path.GetFullPath(folder), full) : path;
            report.Files.Add(full);
            return Parse(name, FileContent.Read(full), report);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            report.Refuse(new DefinitionPosition { File = name }, $"The overlay cannot be read: {exception.Message}", "Name a file of your own.");
            return null;
        }
    }

    private static DefinitionNode? Parse(string name, byte[] content, ImportReport report)
    {
        DefinitionReport problems = new();
        DefinitionNode? tree = SourceText.Read(content, problems);
        report.Problems.AddRange(problems.Problems.Select(problem => problem with { File = name }));
        return tree?.InFile(name);
    }
}
