using Authz.Import;
using Authz.Server.Checks;
using Authz.Tests;

namespace Authz.Server.Tests.Checks;

/// <summary>The definitions under tests/definitions, and what a check says of them.</summary>
internal static class DefinitionFixtures
{
    private static readonly string s_folder = RepositoryFile.FullPath(Path.Combine("tests", "definitions"));

    /// <summary>Their paths below the folder, in order.</summary>
    public static IEnumerable<string> All =>
        Directory.EnumerateFiles(s_folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) != ".txt")
            .Select(file => Path.GetRelativePath(s_folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string FullPath(string path) => Path.Combine(s_folder, path);

    public static IReadOnlyList<Finding> Check(string path) =>
        DefinitionCheck.Run(DefinitionImporter.Import(File.ReadAllBytes(FullPath(path))));
}
