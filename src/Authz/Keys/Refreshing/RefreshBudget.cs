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

    private AskedNames _answered = new();
    private AskedNames _asked = new();
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

    /// <summary>Notes that a token asks for this key.</summary>
    public void Ask(KeyReference name) => _asked.Add(name);

    /// <summary>Whether a token asked for this key before the last fetch began, so that the fetch has answered it.</summary>
    public bool HasAnswered(KeyReference name) => HasSucceeded && _answered.Contains(name);

    public void Spend()
    {
        _spentAt = time.GetTimestamp();
        _hasBeenSpent = true;
        HasSucceeded = false;
        (_answered, _asked) = (_asked, _answered);
        _asked.Clear();
    }

    /// <summary>Undoes the last spending: its fetch does not count.</summary>
    public void Refund() => _hasBeenSpent = false;

    public void Succeed() => HasSucceeded = true;
}
