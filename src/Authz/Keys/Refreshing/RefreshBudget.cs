using Authz.Sharing;
using Authz.Tokens;

namespace Authz.Keys.Refreshing;

/// <summary>
/// How often tokens may cause a fetch: once in 30 seconds, for all tokens together. Scheduled fetches are not counted. Not safe for
/// concurrent use.
/// </summary>
internal sealed class RefreshBudget(TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>A set younger than this is trusted when a signature fails under one of its keys.</summary>
    public static readonly TimeSpan TrustedAge = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_clockDifference = TimeSpan.FromMilliseconds(Heartbeat.ClockDifference);
    private static readonly TimeSpan s_shortestRetryAfter = TimeSpan.FromSeconds(1);

    // Made with the first fetch that a token causes: most issuers never need them, and there may be thousands.
    private AskedNames? _answered;
    private AskedNames? _asked;
    private long _spentAt;
    private DateTimeOffset _spentAtTime;
    private bool _hasBeenSpent;

    // Whether the fetch that the budget was last spent on succeeded.
    private bool _hasSucceeded;

    // Whether it was spent on another replica's fetch, which may have begun before.
    private bool _isDeferred;

    /// <summary>The time until tokens may cause a fetch again; at least one second.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            TimeSpan left = _hasBeenSpent ? Interval - Elapsed : TimeSpan.Zero;
            return left > s_shortestRetryAfter ? left : s_shortestRetryAfter;
        }
    }

    private TimeSpan Elapsed => time.GetElapsedTime(_spentAt);

    /// <summary>What becomes of a token that is not satisfied with the keys in force; null if a fetch is needed, and may begin.</summary>
    /// <param name="request">What the token asks for, and why.</param>
    /// <param name="keys">The keys in force.</param>
    /// <param name="isAnswering">Whether a fetch that a token caused is under way.</param>
    public KeyRefreshOutcome? Judge(KeyRequest request, PublishedKeys keys, bool isAnswering)
    {
        // Before the first spending nothing need be known about it.
        ulong name = _asked is null ? 0 : AskedNames.FingerprintOf(request.Query.Reference);
        _asked?.Add(name);
        return isAnswering ? KeyRefreshOutcome.Pending
            : _hasBeenSpent && Elapsed < Interval ? AfterFetch(request.Reason, name)
            : request.Reason == KeyRefreshReason.SignatureFailed && keys.Age < TrustedAge ? KeyRefreshOutcome.Completed
            : null;
    }

    /// <summary>Spends the budget on a fetch for this key.</summary>
    public void Spend(KeyReference name)
    {
        _spentAt = time.GetTimestamp();
        _spentAtTime = time.GetUtcNow();
        _hasBeenSpent = true;
        _hasSucceeded = false;
        _isDeferred = false;
        AskedNames before = _asked ?? new AskedNames();
        _asked = _answered ?? new AskedNames();
        _asked.Clear();
        _answered = before;

        // Whoever causes the fetch gets its answer, however many names strangers have asked for.
        before.Add(AskedNames.FingerprintOf(name), AskedNames.Maximum + 1);
    }

    /// <summary>Undoes the last spending: its fetch does not count.</summary>
    public void Refund() => _hasBeenSpent = false;

    public void Succeed() => _hasSucceeded = true;

    /// <summary>Notes that the last spending caused no fetch: another replica's budget was spent already.</summary>
    public void Defer() => _isDeferred = true;

    /// <summary>Notes that another replica has fetched. If that was surely after the last spending, it answers the same names.</summary>
    public void NoteTaken(DateTimeOffset fetchedAt) => _hasSucceeded |= _hasBeenSpent && fetchedAt > _spentAtTime + s_clockDifference;

    // A key that was asked for only after the fetch began may have been published meanwhile.
    private KeyRefreshOutcome AfterFetch(KeyRefreshReason reason, ulong name) =>
        !_hasSucceeded ? (_isDeferred ? KeyRefreshOutcome.BudgetSpent : KeyRefreshOutcome.Unavailable)
        : reason == KeyRefreshReason.SignatureFailed || _answered?.Contains(name) == true
            ? KeyRefreshOutcome.Completed
            : KeyRefreshOutcome.BudgetSpent;
}
