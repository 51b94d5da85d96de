using Authz.Tests;

namespace Authz.Import.Tests;

/// <summary>Finds the definitions under tests/definitions.</summary>
internal static class DefinitionFixture
{
    public static string FullPath(string path) => RepositoryFile.FullPath(Path.Combine("tests", "definitions", path));

    public static ImportedDefinition Import(string path, ImportOptions? options = null) =>
        DefinitionImporter.Import(File.ReadAllBytes(FullPath(path)), options);
}
