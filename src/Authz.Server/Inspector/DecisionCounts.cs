using System.Collections.Concurrent;

namespace Authz.Server.Inspector;

/// <summary>Counts decisions by route and reason, which definitions and tables bound. Of the last ones the path is kept as well.</summary>
internal sealed class DecisionCounts
{
    private readonly ConcurrentDictionary<(string? RouteKey, RefusalReason? Reason), long> _counts = new();

    /// <summary>The last of them.</summary>
    public RecentDecisions Recent { get; } = new();

    /// <param name="routeKey">The route; null if none was found.</param>
    /// <param name="reason">Why the request was refused; null if it was allowed.</param>
    public void Add(string? routeKey, RefusalReason? reason) => _counts.AddOrUpdate((routeKey, reason), 1, static (_, count) => count + 1);

    /// <summary>The counts, those of the most requests first.</summary>
    public IReadOnlyList<DecisionCount> ToList() =>
    [
        .. _counts
            .Select(entry => new DecisionCount(entry.Key.RouteKey, entry.Key.Reason, entry.Value))
            .OrderByDescending(count => count.Count)
            .ThenBy(count => count.RouteKey, StringComparer.Ordinal)
            .ThenBy(count => count.Reason),
    ];
}

/// <summary>How many requests of one route were decided in one way.</summary>
/// <param name="RouteKey">The route; null if none matched.</param>
/// <param name="Reason">Why they were refused; null if they were allowed.</param>
/// <param name="Count">The number.</param>
internal sealed record DecisionCount(string? RouteKey, RefusalReason? Reason, long Count);
