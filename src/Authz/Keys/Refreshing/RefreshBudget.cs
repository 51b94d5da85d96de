namespace Authz.Keys.Refreshing;

/// <summary>
/// How often tokens may cause a fetch: once in 30 seconds, for all tokens together. Scheduled fetches are not counted. Nothing is kept
/// about the tokens, so nothing grows with them. Not safe for concurrent use.
/// </summary>
internal sealed class RefreshBudget(TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private long _spentAt;
    private bool _hasBeenSpent;

    /// <summary>Whether the budget was spent within the last interval.</summary>
    public bool IsSpent => _hasBeenSpent && time.GetElapsedTime(_spentAt) < Interval;

    /// <summary>Whether the fetch that the budget was last spent on succeeded.</summary>
    public bool HasSucceeded { get; private set; }

    public void Spend()
    {
        _spentAt = time.GetTimestamp();
        _hasBeenSpent = true;
        HasSucceeded = false;
    }

    /// <summary>Undoes the last spending: its fetch does not count.</summary>
    public void Refund() => _hasBeenSpent = false;

    public void Succeed() => HasSucceeded = true;
}
