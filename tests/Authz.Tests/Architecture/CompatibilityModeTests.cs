namespace Authz.Tests.Architecture;

/// <summary>Which mode it is, one file asks; everything else reads what the profile says.</summary>
public sealed class CompatibilityModeTests
{
    [Fact]
    public void Modes_AreNamed_OnlyInTheProfile()
    {
        string source = RepositoryFile.FullPath("src");
        IEnumerable<string> naming = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Any(NamesAMode))
            .Select(file => Path.GetRelativePath(source, file).Replace('\\', '/'));

        Assert.Equal(["Authz/CompatibilityProfile.cs"], naming);
    }

    private static bool NamesAMode(string line) =>
        !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        && (line.Contains("CompatibilityMode.Aws", StringComparison.Ordinal)
            || line.Contains("CompatibilityMode.Standard", StringComparison.Ordinal));
}
