using Microsoft.Extensions.Time.Testing;

namespace Authz.AspNetCore.Tests.Authentication;

/// <summary>Does something in the middle of what stops a timer, once.</summary>
internal sealed class InterposingTimeProvider : FakeTimeProvider
{
    private Action? _act;

    public void WhenATimerStops(Action act) => _act = act;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, base.CreateTimer(callback, state, dueTime, period));

    private void Act() => Interlocked.Exchange(ref _act, null)?.Invoke();

    private sealed class Timer(InterposingTimeProvider time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            time.Act();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
