namespace Authz.Tests.Architecture;

/// <summary>The patches of tests/removed-checks.sh fit the code they take a check out of, so that the proof can be run at any time.</summary>
public sealed class RemovedCheckTests
{
    public static TheoryData<string> Patches() =>
        [.. Directory.EnumerateFiles(RepositoryFile.FullPath("tests/removed-checks"), "*.patch").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Patches))]
    public void Fits_TheCode(string patch)
    {
        string[] lines = RepositoryFile.ReadText($"tests/removed-checks/{patch}").Split('\n');
        string code = "";
        List<string> old = [];
        int hunks = 0;
        foreach (string line in lines.Append("@@"))
        {
            if (line.StartsWith("@@", StringComparison.Ordinal) || line.StartsWith("diff ", StringComparison.Ordinal))
            {
                Assert.True(old.Count == 0 || code.Contains(string.Join('\n', old), StringComparison.Ordinal), string.Join('\n', old));
                hunks += old.Count > 0 ? 1 : 0;
                old.Clear();
            }
            else if (line.StartsWith("--- a/", StringComparison.Ordinal))
            {
                code = RepositoryFile.ReadText(line["--- a/".Length..]).Replace("\r\n", "\n", StringComparison.Ordinal);
            }
            else if (line is [' ' or '-', ..])
            {
                old.Add(line[1..]);
            }
        }

        Assert.InRange(hunks, 1, 10);
    }
}
