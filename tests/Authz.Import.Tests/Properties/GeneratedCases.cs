using System.Globalization;
using Xunit.Abstractions;

namespace Authz.Import.Tests.Properties;

/// <summary>How many cases a comparison generates, and from which seed: few in CI, more with <c>tests/imports.sh</c>.</summary>
internal static class GeneratedCases
{
    private const int Default = 500;

    public static IEnumerable<int> Seeds
    {
        get
        {
            int count = Read("AUTHZ_IMPORT_CASES", Default);
            return Enumerable.Range(Read("AUTHZ_IMPORT_SEED", 0), count);
        }
    }

    /// <summary>Fails unless each case reads as the second reading says, and some are accepted and some refused.</summary>
    /// <param name="compare">From a seed: the text, our reading, the second reading (null where it refuses).</param>
    /// <param name="describe">Writes our reading; null for access alone.</param>
    /// <param name="output">Told how many were accepted and refused.</param>
    public static void AssertSame(
        ITestOutputHelper output, Func<int, (string Text, ImportedDefinition First, string? Second)> compare, Func<ImportedDefinition, string>? describe = null)
    {
        int accepted = 0;
        int refused = 0;
        foreach (int seed in Seeds)
        {
            (string text, ImportedDefinition first, string? second) = compare(seed);
            string actual = (describe ?? ImportedAccess.Of)(first);
            bool isSame = second is null ? first.Definition is null : actual == second;
            Assert.True(isSame, $"seed {seed}\n{text}\nours:   {actual}\nsecond: {second ?? "refused"}");
            _ = first.Definition is null ? refused++ : accepted++;
        }

        output.WriteLine($"{accepted} accepted, {refused} refused, 0 read otherwise");
        Assert.True(accepted > 0 && refused > 0, $"{accepted} accepted, {refused} refused");
    }

    private static int Read(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
