namespace Authz.Testing.Conformance;

/// <summary>
/// A clock whose spans last twenty times as long: a request waits ten seconds for an unknown key instead of half a second. On a busy machine
/// it would be refused with 503 otherwise, which is right of the host and says nothing of the case.
/// </summary>
internal sealed class PatientClock(TimeProvider time) : TimeProvider
{
    private const int Patience = 20;

    // A longer one is none that TimeProvider.CreateTimer takes.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency * Patience;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new PatientTimer(time.CreateTimer(callback, state, Lengthen(dueTime), Lengthen(period)));

    // Timeout.InfiniteTimeSpan is negative, and stays what it is.
    private static TimeSpan Lengthen(TimeSpan span) =>
        span <= TimeSpan.Zero ? span : span < s_longest / Patience ? span * Patience : s_longest;

    private sealed class PatientTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Lengthen(dueTime), Lengthen(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
