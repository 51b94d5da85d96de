namespace Authz.Revoking;

/// <summary>
/// Where revocations come from, and since when it has not been known to be complete. The age is the greater of those by the wall clock and
/// by the monotonic clock: the first notices a suspended machine, the second a wall clock that was set back.
/// </summary>
internal abstract class RevocationSource(string name, TimeProvider time)
{
    // Before any time, and far from what arithmetic on it could overflow.
    private const long Never = -(1L << 50);

    private readonly Lock _confirming = new();
    private long _completeAt = Never;
    private TimeSpan _ageAtConfirmation;
    private long _confirmedAt;
    private long _unchecked;

    public string Name { get; } = name;

    /// <summary>The entries.</summary>
    public abstract RevokedSet Set { get; }

    /// <summary>When the entries were last known to be complete, in Unix seconds.</summary>
    public long CompleteAt => Volatile.Read(ref _completeAt);

    /// <summary>What is wrong with the source; null if nothing is.</summary>
    public abstract string? LastError { get; }

    public TimeProvider Time { get; } = time;

    /// <summary>Counts a request that was judged by entries that may be incomplete.</summary>
    public void CountUnchecked() => Interlocked.Increment(ref _unchecked);

    public RevocationStatus GetStatus() => new()
    {
        Source = Name,
        Entries = Set.Count,
        Staleness = CompleteAt == Never ? null : TimeSpan.FromSeconds(Math.Max(0, Time.GetUtcNow().ToUnixTimeSeconds() - CompleteAt)),
        LastError = LastError,
        Unchecked = Interlocked.Read(ref _unchecked),
    };

    /// <summary>Notes that the entries are those of that time; an earlier time than known before changes nothing.</summary>
    protected void Confirm(DateTimeOffset completeAt)
    {
        lock (_confirming)
        {
            DateTimeOffset now = Time.GetUtcNow();
            TimeSpan age = now > completeAt ? now - completeAt : TimeSpan.Zero;
            long second = (now - age).ToUnixTimeSeconds();
            if (second >= CompleteAt)
            {
                _ageAtConfirmation = age;
                _confirmedAt = Time.GetTimestamp();
                Volatile.Write(ref _completeAt, second);
            }
        }
    }

    /// <summary>To be called every second or so: a wall clock that was set back makes nothing younger.</summary>
    protected void CorrectAge()
    {
        lock (_confirming)
        {
            if (CompleteAt != Never)
            {
                long latest = (Time.GetUtcNow() - MonotonicAge).ToUnixTimeSeconds();
                Volatile.Write(ref _completeAt, Math.Min(CompleteAt, latest));
            }
        }
    }

    private TimeSpan MonotonicAge => _ageAtConfirmation + Time.GetElapsedTime(_confirmedAt);
}
