using System.Text;

namespace Authz.Import.Tests;

/// <summary>A folder for the files of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("authz-import-").FullName;

    public void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public void Write(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public void Link(string name, string target) => File.CreateSymbolicLink(System.IO.Path.Combine(Path, name), target);

    /// <summary>Imports a definition as if it were in the folder.</summary>
    public ImportedDefinition Import(string text, ImportOptions? options = null) =>
        DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), (options ?? new ImportOptions()) with { Folder = Path });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
