using System.Text.RegularExpressions;

namespace Authz.Tests;

public sealed partial class ThreatModelTests
{
    private static readonly string s_text = RepositoryFile.ReadText("docs/threat-model.md");

    [Fact]
    public void Names_OnlyFilesThatExist()
    {
        string[] files = [.. FilePath().Matches(s_text).Select(match => match.Value)];

        Assert.InRange(files.Length, 60, 200);
        Assert.All(files, file => Assert.True(File.Exists(RepositoryFile.FullPath(file)), file));
    }

    [Fact]
    public void Names_ADefenceAndATest_ForEachThreat() => Assert.All(
        s_text.Split('\n').Where(line => line.Contains("| src/Authz/", StringComparison.Ordinal)),
        line => Assert.Matches(@"^\| .+ \| src/Authz/\S+\.cs \| tests/Authz\.Tests/\S+\.cs \|$", line));

    [GeneratedRegex(@"(src|tests)/[\w./]+\.cs")]
    private static partial Regex FilePath();
}
