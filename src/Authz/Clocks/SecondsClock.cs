namespace Authz.Clocks;

/// <summary>
/// The wall clock in whole seconds, which every decision reads. Of the system's own clock it reads the kernel's last tick where that shows
/// the same second: it costs a quarter of the exact time (benchmarks/README.md).
/// </summary>
internal sealed class SecondsClock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);
    private bool _wasRead;

    /// <summary>Seconds since 1970.</summary>
    public long Read()
    {
        if (_wasRead && TickClock.IsAvailable && TickClock.TryReadSecond(out long second))
        {
            return second;
        }

        // Finding the other clock takes longer than reading this one: a process that decides once need not.
        _wasRead = _isSystem;
        return time.GetUtcNow().ToUnixTimeSeconds();
    }
}
