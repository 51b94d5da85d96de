using System.Xml.Linq;

namespace Authz.Tests.Architecture;

/// <summary>The projects of src, for rules about what they may reference.</summary>
internal static class SourceProjects
{
    /// <summary>The projects that are not libraries: the tool ships its own copy of everything that it references.</summary>
    public static readonly string[] Programs = ["Authz.Server"];

    /// <summary>The names of the projects.</summary>
    public static string[] All =>
    [
        .. Directory.EnumerateFiles(RepositoryFile.FullPath("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What a project's items of a kind include.</summary>
    public static string[] Items(string project, string kind) =>
    [
        .. XDocument.Load(RepositoryFile.FullPath($"src/{project}/{project}.csproj"))
            .Descendants(kind)
            .Select(item => item.Attribute("Include")!.Value),
    ];
}
