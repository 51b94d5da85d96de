namespace Authz.Clocks;

/// <summary>
/// The wall clock in whole seconds, which every decision reads. Of the system's own clock it reads the kernel's last tick where that shows
/// the same second: it costs a quarter of the exact time (benchmarks/README.md).
/// </summary>
internal sealed class SecondsClock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System) && TickClock.IsAvailable;

    /// <summary>Seconds since 1970.</summary>
    public long Read() =>
        _isSystem && TickClock.TryReadSecond(out long second) ? second : time.GetUtcNow().ToUnixTimeSeconds();
}
