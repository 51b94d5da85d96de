namespace Authz.Tests.Sharing;

/// <summary>A clock that is wrong by <see cref="Skew"/>, and runs as fast as the true one.</summary>
internal sealed class SkewedTimeProvider(TimeProvider truth) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override long TimestampFrequency => truth.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => truth.GetUtcNow() + Skew;

    public override long GetTimestamp() => truth.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        truth.CreateTimer(callback, state, dueTime, period);
}
