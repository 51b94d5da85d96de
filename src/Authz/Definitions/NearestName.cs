namespace Authz.Definitions;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    // Comparing takes time in the square of the length, and no real name is longer.
    private const int MaximumLength = 256;

    // More names than any real definition offers in one place.
    private const int MaximumCandidates = 100;

    /// <summary>The candidate that needs the fewest edits, if these are few; else null.</summary>
    public static string? Find(string name, IEnumerable<string> candidates) => candidates
        .Take(MaximumCandidates)
        .Where(candidate => name.Length <= MaximumLength && Math.Abs(candidate.Length - name.Length) <= MaximumEdits(name))
        .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
        .Where(candidate => candidate.Distance <= MaximumEdits(name))
        .OrderBy(candidate => candidate.Distance)
        .FirstOrDefault().Name;

    private static int MaximumEdits(string name) => Math.Clamp(name.Length / 3, 1, 4);

    // Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment), without regard to case.
    private static int Distance(string from, string to)
    {
        int[,] edits = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    edits[i, j] = i + j;
                    continue;
                }

                int substitution = edits[i - 1, j - 1] + (AreEqual(from[i - 1], to[j - 1]) ? 0 : 1);
                edits[i, j] = Math.Min(substitution, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                if (i > 1 && j > 1 && AreEqual(from[i - 1], to[j - 2]) && AreEqual(from[i - 2], to[j - 1]))
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[from.Length, to.Length];
    }

    private static bool AreEqual(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
