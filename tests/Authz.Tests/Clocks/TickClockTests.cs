using System.Runtime.Versioning;
using Authz.Clocks;

namespace Authz.Tests.Clocks;

[SupportedOSPlatform("linux")]
public sealed class TickClockTests
{
    // Over the ends of several seconds: what is trusted lies between two readings of the exact clock.
    [SkippableFact]
    public void Shows_TheSecondOfTheExactClock()
    {
        Requirement.Require(TickClock.IsAvailable, "there is no clock of ticks");
        long end = Now() + 3;
        int trusted = 0;
        int refused = 0;
        for (long before = Now(); before < end; before = Now())
        {
            bool isTrusted = TickClock.TryReadSecond(out long second);
            long after = Now();
            (trusted, refused) = isTrusted ? (trusted + 1, refused) : (trusted, refused + 1);
            Assert.True(!isTrusted || (before <= second && second <= after), $"{before} {second} {after}");
        }

        Assert.True(trusted > refused, $"{trusted} trusted, {refused} refused");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(991_999_999, true)]
    [InlineData(992_000_000, false)]
    [InlineData(999_999_999, false)]
    public void Trusts_NoSecondThatMayHaveEnded(long nanoseconds, bool expected) =>
        Assert.Equal(expected, TickClock.IsTrusted(nanoseconds, bound: 992_000_000));

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
