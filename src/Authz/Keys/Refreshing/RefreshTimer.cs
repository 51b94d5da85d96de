namespace Authz.Keys.Refreshing;

/// <summary>When one issuer's keys are fetched next. Not safe for concurrent use.</summary>
internal sealed class RefreshTimer : IDisposable
{
    private static readonly TimeSpan s_shortestRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestRetryAfter = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <param name="time">The clock.</param>
    /// <param name="refresh">Fetches the keys; called on a thread of the clock's.</param>
    public RefreshTimer(TimeProvider time, Action refresh)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((Action)state!)(), refresh, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>When the keys are fetched next; null if they need no further fetch.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>Whether that time has come: a frozen process has no timers.</summary>
    public bool IsDue => Next <= _time.GetUtcNow();

    /// <summary>When a request that found no keys should come again: at the next fetch, between one second and thirty.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            TimeSpan left = (Next - _time.GetUtcNow()) ?? TimeSpan.Zero;
            return left < s_shortestRetryAfter ? s_shortestRetryAfter : left < s_longestRetryAfter ? left : s_longestRetryAfter;
        }
    }

    /// <summary>Sets the time until the next fetch; null for never.</summary>
    public void Set(TimeSpan? due)
    {
        Next = _time.GetUtcNow() + due;
        _timer.Change(due ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
