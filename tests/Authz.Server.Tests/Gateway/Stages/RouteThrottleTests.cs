using System.Diagnostics;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Tests.Gateway.Stages;

public sealed class RouteThrottleTests
{
    private static readonly TimeSpan s_overload = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData("no rate", 0.0, 10)]
    [InlineData("no burst", 10.0, 0)]
    public void Rejects_EveryRequest_AtALimitOfZero(string description, double rate, int burst) => Assert.False(
        RouteThrottle.Create(
            new RouteSettings { ThrottlingRateLimit = rate, ThrottlingBurstLimit = burst }, stage: null, TimeProvider.System)!.TryPass(),
        description);

    [Fact]
    public void Limits_Nothing_WithoutSettings() =>
        Assert.Null(RouteThrottle.Create(route: null, new RouteSettings(), TimeProvider.System));

    [Fact]
    public void Prefers_TheRoutesOwnSettings()
    {
        RouteThrottle throttle = RouteThrottle.Create(
            new RouteSettings { ThrottlingBurstLimit = 1 },
            new RouteSettings { ThrottlingRateLimit = 0.001, ThrottlingBurstLimit = 100 },
            TimeProvider.System)!;

        Assert.True(throttle.TryPass());
        Assert.False(throttle.TryPass());
    }

    /// <summary>
    /// Overload: after the burst, what passes is what flows in. The bucket holds four seconds' worth, so that a busy machine on which the
    /// overload pauses loses nothing.
    /// </summary>
    [Theory]
    [InlineData(50.5, 202)]
    [InlineData(2_000.0, 8_000)]
    public void Passes_TheConfiguredRate_UnderOverload(double rate, int burst)
    {
        RouteThrottle throttle = RouteThrottle.Create(
            new RouteSettings { ThrottlingRateLimit = rate, ThrottlingBurstLimit = burst }, stage: null, TimeProvider.System)!;
        long start = Stopwatch.GetTimestamp();
        int passed = 0;
        while (Stopwatch.GetElapsedTime(start) < s_overload)
        {
            passed += throttle.TryPass() ? 1 : 0;
        }

        double inflow = rate * Stopwatch.GetElapsedTime(start).TotalSeconds;
        while (throttle.TryPass())
        {
            passed++;
        }

        Assert.InRange(passed - burst, inflow * 0.95, inflow * 1.05);
    }
}
