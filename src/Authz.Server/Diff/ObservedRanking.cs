namespace Authz.Server.Diff;

/// <summary>Ranks the changes of a definition by the requests that a shadow has seen them in.</summary>
internal static class ObservedRanking
{
    /// <summary>The lines: changes by their requests, most first, each with its reasons; then what was seen and no change tells.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<AccessChange> changes, ObservedReport report)
    {
        yield return $"{report.Compared} requests were decided by both.";
        (AccessChange Change, ObservedDifference[] Seen)[] ranked =
        [
            .. changes.Select(change => (Change: change, Seen: report.Differences.Where(one => one.IsOf(change)).ToArray()))
                .OrderByDescending(one => one.Seen.Sum(seen => seen.Count)),
        ];
        foreach ((AccessChange change, ObservedDifference[] seen) in ranked)
        {
            yield return $"{seen.Sum(one => one.Count),9} {change.Describe()}";
            foreach (ObservedDifference difference in seen)
            {
                yield return $"{"",9}   {difference}";
            }
        }

        foreach (ObservedDifference difference in report.Differences.Where(one => !changes.Any(one.IsOf)))
        {
            yield return $"{difference.Count,9} {difference.Route ?? "no route"}: {difference}; no change of the definition says so";
        }
    }
}
