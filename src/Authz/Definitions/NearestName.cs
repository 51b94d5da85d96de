namespace Authz.Definitions;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate that needs the fewest edits, if at most a third of the name's characters; else null.</summary>
    public static string? Find(string name, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
        .Where(candidate => candidate.Distance <= Math.Max(1, name.Length / 3))
        .OrderBy(candidate => candidate.Distance)
        .FirstOrDefault().Name;

    // Levenshtein's distance without regard to case, one row at a time.
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 0; i < from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
            {
                int substitution = diagonal + (char.ToUpperInvariant(from[i]) == char.ToUpperInvariant(to[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(substitution, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[^1];
    }
}
