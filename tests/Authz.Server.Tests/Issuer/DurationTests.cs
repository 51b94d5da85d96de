using Authz.Testing.Policies.Reading;

namespace Authz.Server.Tests.Issuer;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("-1h", -3600)]
    [InlineData("0", 0)]
    public void Accepts_SecondsMinutesAndHours(string text, int seconds)
    {
        Assert.True(Duration.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("null", null)]
    [InlineData("unknown unit", "5d")]
    [InlineData("no number", "h")]
    [InlineData("fraction", "1.5h")]
    [InlineData("over a year", "9000h")]
    [InlineData("over an int", "2147483648")]
    [InlineData("an int of hours", "2147483647h")]
    [InlineData("the least int of hours", "-2147483648h")]
    public void Rejects_InvalidDurations(string description, string? text)
    {
        Assert.NotEmpty(description);
        Assert.False(Duration.TryParse(text, out _));
    }
}
