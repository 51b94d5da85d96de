namespace Authz.Server.Inspector;

/// <summary>The last decisions, of which no token, query or header is kept.</summary>
internal sealed class RecentDecisions
{
    /// <summary>How many are kept.</summary>
    public const int Maximum = 100;

    private const int LongestText = 256;

    private readonly Lock _gate = new();
    private readonly Queue<RecentDecision> _decisions = new(Maximum);

    /// <param name="at">When it was made.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="target">The request's target, of which the path is kept.</param>
    /// <param name="routeKey">The route; null if none was found.</param>
    /// <param name="reason">Why the request was refused; null if it was allowed.</param>
    public void Add(DateTimeOffset at, string method, string target, string? routeKey, RefusalReason? reason)
    {
        int query = target.IndexOf('?', StringComparison.Ordinal);
        RecentDecision decision = new(at, Shorten(method), Shorten(query < 0 ? target : target[..query]), routeKey, reason);
        lock (_gate)
        {
            if (_decisions.Count == Maximum)
            {
                _decisions.Dequeue();
            }

            _decisions.Enqueue(decision);
        }
    }

    /// <summary>The decisions, the newest first.</summary>
    public IReadOnlyList<RecentDecision> ToList()
    {
        lock (_gate)
        {
            return [.. _decisions.Reverse()];
        }
    }

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}

/// <summary>One decision.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Method">The request's method.</param>
/// <param name="Path">The path of its target.</param>
/// <param name="RouteKey">The route; null if none was found.</param>
/// <param name="Reason">Why the request was refused; null if it was allowed.</param>
internal sealed record RecentDecision(DateTimeOffset At, string Method, string Path, string? RouteKey, RefusalReason? Reason);
