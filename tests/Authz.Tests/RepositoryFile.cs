namespace Authz.Tests;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class RepositoryFile
{
    public static string ReadText(string path) => File.ReadAllText(FullPath(path));

    /// <summary>A program of this solution, built in the configuration that the tests are.</summary>
    public static string Program(string project)
    {
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return FullPath(Path.Combine("artifacts", "bin", project, configuration, project + ".dll"));
    }

    public static string FullPath(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Authz.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new FileNotFoundException("Authz.sln is in no folder above the tests."), path);
    }
}
