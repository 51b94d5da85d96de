using System.Text.RegularExpressions;

namespace Authz.Tests.Architecture;

/// <summary>Projects reference each other as ARCHITECTURE.md says, and no library references a host.</summary>
public sealed partial class ProjectReferenceTests
{
    // A part of a host that most of its users do not need, for the package that it depends on.
    private const string Extension = "Authz.AspNetCore.OpenApi";

    private static readonly string[] s_hosts = ["Authz.AspNetCore", "Authz.Lambda", "Authz.Server"];

    public static TheoryData<string> Projects => [.. SourceProjects.All];

    public static TheoryData<string> Libraries => [.. SourceProjects.All.Except(SourceProjects.Programs).Except([Extension])];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Accepts_TheReferencesOnTheMap(string project) =>
        Assert.Equal(ReferencesOnTheMap(project), ReferencesOf(project).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Rejects_ALibraryThatReferencesAHost(string library) => Assert.Empty(ReferencesOf(library).Intersect(s_hosts));

    private static IEnumerable<string> ReferencesOf(string project) =>
        SourceProjects.Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path));

    // Names on the map leave out "Authz." where more follows.
    private static IEnumerable<string> ReferencesOnTheMap(string project) => Row()
        .Matches(RepositoryFile.ReadText("ARCHITECTURE.md"))
        .Single(row => row.Groups["project"].Value == project)
        .Groups["references"].Value.Split(", ")
        .Where(name => name != "none")
        .Select(name => name == "Authz" ? name : $"Authz.{name}")
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `src/(?<project>[\w.]+)` \|[^|]+\| (?<references>[\w., ]+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
