using Authz.Clocks;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Clocks;

public sealed class SecondsClockTests
{
    [Fact]
    public void Reads_AnotherClock_AndNoTicks()
    {
        FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds(1_000).AddMilliseconds(999));
        SecondsClock clock = new(time);

        Assert.Equal(1_000, clock.Read());
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1_001, clock.Read());
    }

    [Fact]
    public void Reads_TheSystemsSecond()
    {
        SecondsClock clock = new(TimeProvider.System);
        for (int turn = 0; turn < 10_000; turn++)
        {
            long before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            long read = clock.Read();
            Assert.InRange(read, before, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        }
    }
}
