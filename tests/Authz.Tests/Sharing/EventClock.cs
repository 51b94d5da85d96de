namespace Authz.Tests.Sharing;

/// <summary>A clock that jumps from timer to timer: days of thousands of replicas take minutes. Everything runs on the thread that lets time pass.</summary>
internal sealed class EventClock(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<(Timer Timer, long Version), (long Due, long Number)> _queue = new();
    private long _now;
    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(_now);

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs something at that time from now.</summary>
    public void Post(TimeSpan due, Action work) => CreateTimer(_ => work(), null, due, Timeout.InfiniteTimeSpan);

    public void Pass(TimeSpan time)
    {
        long until = _now + time.Ticks;
        while (_queue.TryPeek(out (Timer Timer, long Version) next, out (long Due, long Number) at) && at.Due <= until)
        {
            _queue.Dequeue();
            _now = Math.Max(_now, at.Due);
            next.Timer.Fire(next.Version);
        }

        _now = until;
    }

    private sealed class Timer(EventClock clock, Action callback) : ITimer
    {
        private TimeSpan _period;
        private long _version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _version++;
            if (dueTime >= TimeSpan.Zero)
            {
                clock._queue.Enqueue((this, _version), (clock._now + dueTime.Ticks, clock._number++));
            }

            return true;
        }

        public void Fire(long version)
        {
            if (version != _version)
            {
                return;
            }

            if (_period > TimeSpan.Zero)
            {
                Change(_period, _period);
            }

            callback();
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
