using Authz.Tests;

namespace Authz.Testing.Policies.Tests;

/// <summary>Runs the cases of every entry of the cookbook against its definition, as a reader would.</summary>
public sealed class CookbookTests
{
    private const string Fence = "```";
    private const string Opening = "```yaml";
    private const int Entries = 9;

    public static TheoryData<string> Titles => [.. Sections.Select(section => section.Split('\n')[0])];

    private static string[] Sections => RepositoryFile.ReadText("docs/conditions-cookbook.md").Split("\n## ")[1..];

    [Fact]
    public void Has_EveryEntry() => Assert.Equal(Entries, Titles.Count);

    [Theory]
    [MemberData(nameof(Titles))]
    public void Decides_AsTheCookbookSays(string title)
    {
        string[] blocks = [.. Sections.Single(section => section.StartsWith(title + "\n", StringComparison.Ordinal))
            .Split(Opening).Skip(1).Select(block => block[..block.IndexOf(Fence, StringComparison.Ordinal)])];
        Assert.Equal(2, blocks.Length);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cookbook");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "definition.yaml"), blocks[0]);
            File.WriteAllText(Path.Combine(folder.FullName, "cases.yaml"), blocks[1]);
            PolicyFile file = PolicyFile.Read(Path.Combine(folder.FullName, "cases.yaml"));
            using PolicySuite suite = new(file.Definition, file.At);
            string[] failures =
            [
                .. file.Cases.Select(suite.Run).Where(result => !result.HasPassed)
                    .Select(result => $"{result.Case.Line}: {result.Failure}"),
            ];

            Assert.Empty(failures);
            Assert.Contains(file.Cases, policyCase => policyCase.Outcome == AuthorizationOutcome.Allowed);
            Assert.Contains(file.Cases, policyCase => policyCase.Outcome != AuthorizationOutcome.Allowed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
