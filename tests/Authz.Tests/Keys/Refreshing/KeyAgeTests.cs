using Authz.Keys;
using Authz.Keys.Refreshing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Keys.Refreshing;

public sealed class KeyAgeTests : IDisposable
{
    private const long Start = 1_700_000_000;

    private static readonly TimeSpan s_maximum = TimeSpan.FromHours(24);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(Start));
    private readonly KeyAge _age;

    public KeyAgeTests() => _age = new KeyAge(_time, s_maximum, new KeyEpoch());

    [Fact]
    public void ReliesOnNoKeys_AtFirst()
    {
        Assert.Null(_age.Current);
        Assert.False(_age.IsWithinMaximum(long.MinValue));
    }

    [Fact]
    public void Counts_FromTheFetch()
    {
        _age.Renew(_time.GetUtcNow().AddHours(-1));
        Assert.Equal(TimeSpan.FromHours(1), _age.Current);

        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(TimeSpan.FromHours(3), _age.Current);
    }

    [Theory]
    [InlineData("set forward", 5, 7)]
    [InlineData("right", 0, 2)]
    [InlineData("set back", -5, 2)]
    public void Takes_TheGreaterAge_OfWallClockAndMonotonicClock(string description, int hours, int expected)
    {
        MovedClock time = new();
        using KeyAge age = new(time, s_maximum, new KeyEpoch());
        age.Renew(time.GetUtcNow());
        time.Advance(TimeSpan.FromHours(2));

        time.Offset = TimeSpan.FromHours(hours);

        Assert.Equal((description, TimeSpan.FromHours(expected)), (description, age.Current));
    }

    [Fact]
    public void Expires_ByTheTimeSinceTheFetch_EvenIfTheWallClockIsWrong()
    {
        _age.Renew(_time.GetUtcNow().AddHours(-23));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.True(_age.IsWithinMaximum(Start));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_age.IsWithinMaximum(Start));
    }

    [Fact]
    public void Counts_AFetchInTheFuture_FromNow()
    {
        _age.Renew(_time.GetUtcNow().AddHours(1));
        _time.Advance(s_maximum);

        Assert.False(_age.IsWithinMaximum(Start));
    }

    [Theory]
    [InlineData(24)]
    [InlineData(25)]
    public void ReliesOnNoKeys_ThatAreTooOldAlready(int hours)
    {
        _age.Renew(_time.GetUtcNow().AddHours(-hours));

        Assert.False(_age.IsWithinMaximum(Start - (hours * 3600)));
    }

    [Fact]
    public void Counts_MoreThan45DaysAs45()
    {
        using KeyAge age = new(_time, TimeSpan.FromDays(100), new KeyEpoch());
        age.Renew(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromDays(45) - TimeSpan.FromSeconds(1));
        Assert.True(age.IsWithinMaximum(Start));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(age.IsWithinMaximum(Start));
    }

    [Fact]
    public void NeverExpires_WhenKeysDoNotAge()
    {
        _age.Renew(fetchedAt: null);
        _time.Advance(TimeSpan.FromDays(10_000));

        Assert.True(_age.IsWithinMaximum(long.MaxValue - 1));
    }

    public void Dispose() => _age.Dispose();

    /// <summary>A wall clock that somebody moves, beside a monotonic one.</summary>
    private sealed class MovedClock : FakeTimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
