namespace Authz.Keys.Refreshing;

/// <summary>
/// The age of an issuer's keys, and whether it is within the maximum. The age is the greater of those by the wall clock and by the
/// monotonic clock: the first notices a suspended machine, the second a wall clock that was set back.
/// </summary>
internal sealed class KeyAge : IDisposable
{
    // A timer cannot be set further ahead than 49 days.
    private static readonly TimeSpan s_longestMaximum = TimeSpan.FromDays(45);

    private readonly TimeProvider _time;
    private readonly ITimer _expiry;
    private readonly TimeSpan _maximum;
    private readonly Lock _gate = new();
    private DateTimeOffset _fetchedAt;
    private long _renewedAt;
    private TimeSpan _ageAtRenewal;
    private TimeSpan? _limit;

    private long _usableUntil = long.MinValue;

    /// <param name="time">Both clocks.</param>
    /// <param name="maximum">The greatest age at which keys may be relied on; more than 45 days count as 45.</param>
    /// <param name="epoch">Counts changes of the limit.</param>
    public KeyAge(TimeProvider time, TimeSpan maximum, KeyEpoch epoch)
    {
        Epoch = epoch;
        _time = time;
        _maximum = maximum < s_longestMaximum ? maximum : s_longestMaximum;
        _expiry = time.CreateTimer(
            static state => ((KeyAge)state!).ExpireIfDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public KeyEpoch Epoch { get; }

    /// <summary>
    /// Until when keys may be used, in Unix seconds. A timer on the monotonic clock ends it too, so that requests need no
    /// second clock.
    /// </summary>
    public long UsableUntil => Volatile.Read(ref _usableUntil);

    /// <summary>Whether keys may be relied on.</summary>
    /// <param name="now">The wall clock in Unix seconds.</param>
    public bool IsWithinMaximum(long now) => now < UsableUntil;

    /// <summary>The age; null if there are no keys.</summary>
    public TimeSpan? Current
    {
        get
        {
            lock (_gate)
            {
                return _fetchedAt == default ? null : Measure();
            }
        }
    }

    /// <summary>Counts the age from that time; null means that the keys do not age.</summary>
    public void Renew(DateTimeOffset? fetchedAt)
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            _fetchedAt = fetchedAt ?? now;
            _ageAtRenewal = now > _fetchedAt ? now - _fetchedAt : TimeSpan.Zero;
            _renewedAt = _time.GetTimestamp();
            _limit = fetchedAt is null ? null : _maximum;
            SetDeadline();
        }
    }

    public void Dispose() => _expiry.Dispose();

    private TimeSpan MonotonicAge => _ageAtRenewal + _time.GetElapsedTime(_renewedAt);

    private void SetDeadline()
    {
        TimeSpan left = _limit - _ageAtRenewal ?? TimeSpan.MaxValue;
        long deadline = _limit is null ? long.MaxValue
            : left > TimeSpan.Zero ? _fetchedAt.ToUnixTimeSeconds() + (long)_maximum.TotalSeconds
            : long.MinValue;
        LimitTo(deadline);
        _expiry.Change(_limit is null || left <= TimeSpan.Zero ? Timeout.InfiniteTimeSpan : left, Timeout.InfiniteTimeSpan);
    }

    private void ExpireIfDue()
    {
        lock (_gate)
        {
            // Keys renewed while the timer fired are not due.
            if (MonotonicAge >= _limit)
            {
                LimitTo(long.MinValue);
            }
        }
    }

    private void LimitTo(long unixSeconds)
    {
        Volatile.Write(ref _usableUntil, unixSeconds);
        Epoch.Advance();
    }

    private TimeSpan Measure()
    {
        TimeSpan wallClockAge = _time.GetUtcNow() - _fetchedAt;
        return wallClockAge > MonotonicAge ? wallClockAge : MonotonicAge;
    }
}
