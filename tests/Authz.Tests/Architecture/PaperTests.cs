using System.Text.RegularExpressions;

namespace Authz.Tests.Architecture;

/// <summary>The pages for contributors, held to the repository that they describe.</summary>
public sealed partial class PaperTests
{
    public static TheoryData<string> Pages => ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "README.md", "docs/README.md"];

    [Theory]
    [InlineData("ARCHITECTURE.md", 60)]
    [InlineData("CONTRIBUTING.md", 20)]
    public void Names_OnlyPathsThatExist(string page, int fewest)
    {
        string[] paths = [.. RepositoryPath().Matches(RepositoryFile.ReadText(page)).Select(match => match.Groups["path"].Value)];

        Assert.True(paths.Length >= fewest, $"{page} names {paths.Length} paths; the test has stopped finding them.");
        Assert.All(paths, path => Assert.True(Exists(path), $"{page} names {path}, which does not exist."));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OnlyToFilesThatExist(string page)
    {
        string folder = Path.GetDirectoryName(page)!;

        Assert.All(
            RelativeLink().Matches(RepositoryFile.ReadText(page)).Select(match => match.Groups["path"].Value),
            path => Assert.True(Exists(Path.Combine(folder, path)), $"{page} links to {path}, which does not exist."));
    }

    [Theory]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Names_EveryProjectUnderSrc(string page)
    {
        string text = RepositoryFile.ReadText(page);

        Assert.All(
            Directory.EnumerateFiles(RepositoryFile.FullPath("src"), "*.csproj", SearchOption.AllDirectories),
            project => Assert.Contains($"| `src/{Path.GetFileNameWithoutExtension(project)}` |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_EveryPageOfDocs()
    {
        string text = RepositoryFile.ReadText("docs/README.md");

        Assert.All(
            Directory.EnumerateFiles(RepositoryFile.FullPath("docs"), "*.md").Select(page => Path.GetFileName(page)),
            page => Assert.True(page == "README.md" || text.Contains($"]({page})", StringComparison.Ordinal), page));
    }

    private static bool Exists(string path) => Path.Exists(RepositoryFile.FullPath(path));

    [GeneratedRegex(@"`(?<path>(src|tests|docs|samples|benchmarks|\.ci)(/[\w.-]+)*/?|Directory\.[\w.]+props)[ `]")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<path>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex RelativeLink();
}
