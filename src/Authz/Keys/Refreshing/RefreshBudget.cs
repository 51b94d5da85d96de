using Authz.Tokens;

namespace Authz.Keys.Refreshing;

/// <summary>
/// How often tokens may cause a fetch: once in 30 seconds, for all tokens together. Scheduled fetches are not counted. Not safe for
/// concurrent use.
/// </summary>
internal sealed class RefreshBudget(TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_shortestRetryAfter = TimeSpan.FromSeconds(1);

    // Made with the first fetch that a token causes: most issuers never need them, and there may be thousands.
    private AskedNames? _answered;
    private AskedNames? _asked;
    private long _spentAt;
    private bool _hasBeenSpent;

    /// <summary>Whether the budget was spent within the last interval.</summary>
    public bool IsSpent => _hasBeenSpent && Elapsed < Interval;

    /// <summary>Whether the fetch that the budget was last spent on succeeded.</summary>
    public bool HasSucceeded { get; private set; }

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

    /// <summary>Notes that a token asks for this key; before the first spending nothing need be known about it.</summary>
    public void Ask(KeyReference name) => _asked?.Add(name);

    /// <summary>Whether a token asked for this key before the last fetch began, so that the fetch has answered it.</summary>
    public bool HasAnswered(KeyReference name) => HasSucceeded && _answered?.Contains(name) == true;

    /// <summary>Spends the budget on a fetch for this key.</summary>
    public void Spend(KeyReference name)
    {
        _spentAt = time.GetTimestamp();
        _hasBeenSpent = true;
        HasSucceeded = false;
        AskedNames before = _asked ?? new AskedNames();
        _asked = _answered ?? new AskedNames();
        _asked.Clear();
        _answered = before;

        // Whoever causes the fetch gets its answer, however many names strangers have asked for.
        before.Add(name, AskedNames.Maximum + 1);
    }

    /// <summary>Undoes the last spending: its fetch does not count.</summary>
    public void Refund() => _hasBeenSpent = false;

    public void Succeed() => HasSucceeded = true;
}
