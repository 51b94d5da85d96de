using Authz.Server.Gateway.LambdaAuthorizers;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Gateway.LambdaAuthorizers;

public sealed class LambdaResultCacheTests
{
    private const int Megabyte = 1024 * 1024;

    private static readonly LambdaAuthorizerDefinition s_simple = new() { AuthorizerUri = "f", EnableSimpleResponses = true };

    [Theory]
    [InlineData("a boundary", new[] { "ab", "c" }, new[] { "a", "bc" })]
    [InlineData("a length in a value", new[] { "1:a" }, new[] { "", "a" })]
    [InlineData("another case", new[] { "A" }, new[] { "a" })]
    public void Distinguishes_Callers(string description, string[] one, string[] other) =>
        Assert.True(LambdaResultCache.KeyOf(one) != LambdaResultCache.KeyOf(other), description);

    [Fact]
    public void Forgets_TheOldest_BeforeItOutgrowsItsBound()
    {
        LambdaResultCache cache = new(TimeSpan.FromHours(1), new FakeTimeProvider());
        for (int number = 0; number < 100; number++)
        {
            cache.Add($"{number}", Answer(), Megabyte);
        }

        Assert.False(cache.TryGet("0", out _));
        Assert.False(cache.TryGet("36", out _));
        Assert.True(cache.TryGet("99", out _));
        Assert.Equal(63, Enumerable.Range(0, 100).Count(number => cache.TryGet($"{number}", out _)));
    }

    [Fact]
    public void Keeps_TheNewerOfTwoAnswers()
    {
        FakeTimeProvider time = new();
        LambdaResultCache cache = new(TimeSpan.FromMinutes(1), time);
        cache.Add("caller", Answer(), 1);
        time.Advance(TimeSpan.FromSeconds(40));
        LambdaAnswer newer = Answer();
        cache.Add("caller", newer, 1);
        time.Advance(TimeSpan.FromSeconds(40));
        cache.Add("other", Answer(), 1);

        Assert.True(cache.TryGet("caller", out LambdaAnswer? found));
        Assert.Same(newer, found);
    }

    [Theory]
    [InlineData(59, -86_400, true)]
    [InlineData(60, -86_400, false)]
    [InlineData(86_400, -86_400, false)]
    [InlineData(0, 59, true)]
    [InlineData(0, 60, false)]
    public void Forgets_ByTheClockThatRanFurther(int monotonicSeconds, int wallClockSeconds, bool isKept)
    {
        TwoClocks time = new();
        LambdaResultCache cache = new(TimeSpan.FromMinutes(1), time);
        cache.Add("caller", Answer(), 1);

        time.Monotonic += TimeSpan.FromSeconds(monotonicSeconds);
        time.WallClock += TimeSpan.FromSeconds(wallClockSeconds);

        Assert.Equal(isKept, cache.TryGet("caller", out _));
    }

    private static LambdaAnswer Answer() => LambdaAnswer.Read("""{"isAuthorized":true}"""u8.ToArray(), s_simple)!;

    private sealed class TwoClocks : TimeProvider
    {
        public TimeSpan Monotonic { get; set; } = TimeSpan.FromDays(1);

        public DateTimeOffset WallClock { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => WallClock;

        public override long GetTimestamp() => Monotonic.Ticks;
    }
}
