namespace Authz.Tests.Architecture;

/// <summary>The C# files of src, for rules about how they are written.</summary>
internal static class SourceFiles
{
    /// <summary>The paths below src, with slashes, of the files that hold the text.</summary>
    public static string[] With(string text)
    {
        string root = RepositoryFile.FullPath("src");
        return
        [
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Where(path => File.ReadAllText(path).Contains(text, StringComparison.Ordinal))
                .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
    }
}
