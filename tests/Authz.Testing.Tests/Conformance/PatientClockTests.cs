using Authz.Testing.Conformance;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Testing.Tests.Conformance;

public sealed class PatientClockTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PatientClock _clock;

    public PatientClockTests() => _clock = new PatientClock(_time);

    [Fact]
    public void IsTheSystemsForASuiteWithoutAClock() =>
        Assert.IsType<PatientClock>(new ConformanceSuite().Issuers.Main.Clock);

    [Fact]
    public void IsNoneForASuiteWithAClock() => Assert.Same(_time, new ConformanceSuite(_time).Issuers.Main.Clock);

    [Fact]
    public void ShowsTheTimeAsItIs()
    {
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(_time.GetUtcNow(), _clock.GetUtcNow());
    }

    [Fact]
    public void CountsTenSecondsAsHalfASecond()
    {
        long started = _clock.GetTimestamp();

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromMilliseconds(500), _clock.GetElapsedTime(started));
    }

    [Fact]
    public void WaitsTenSecondsForHalfASecond()
    {
        int calls = 0;
        using ITimer timer = _clock.CreateTimer(_ => calls++, state: null, TimeSpan.FromMilliseconds(500), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, calls);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, calls);

        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(1, calls);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, calls);
    }

    [Fact]
    public void TakesTheLongestSpanOfATimer()
    {
        using ITimer timer = new PatientClock(TimeProvider.System).CreateTimer(
            _ => { }, state: null, TimeSpan.FromDays(49), TimeSpan.FromDays(49));

        Assert.True(timer.Change(TimeSpan.FromDays(49), Timeout.InfiniteTimeSpan));
    }
}
