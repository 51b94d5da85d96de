namespace Authz.Tests;

/// <summary>A table of a documentation page that is written from a table of the code.</summary>
internal static class GeneratedTable
{
    /// <summary>The environment variable that, set to 1, has the tests write the pages instead of comparing them.</summary>
    private const string Switch = "AUTHZ_WRITE_DOCS";

    /// <summary>Holds the page's table with this header row against what the code says, byte for byte.</summary>
    public static void Check(string page, string header, IEnumerable<string> rows)
    {
        string path = RepositoryFile.FullPath(page);
        string[] lines = File.ReadAllText(path).Split('\n');
        int first = Array.IndexOf(lines, header);
        Assert.True(first >= 0, $"{page} has no table that begins with '{header}'.");
        int length = lines.Skip(first).TakeWhile(line => line.StartsWith('|')).Count();
        string rule = string.Concat(Enumerable.Repeat("|---", header.Count(character => character == '|') - 1)) + "|";
        string[] expected = [header, rule, .. rows];

        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            File.WriteAllText(path, string.Join('\n', [.. lines[..first], .. expected, .. lines[(first + length)..]]));
            return;
        }

        string found = string.Join('\n', lines[first..(first + length)]);
        Assert.True(
            string.Join('\n', expected) == found,
            $"{page} differs from the code. Run '{Switch}=1 dotnet test tests/Authz.Tests' to write its table '{header}'. It has:\n{found}");
    }
}
