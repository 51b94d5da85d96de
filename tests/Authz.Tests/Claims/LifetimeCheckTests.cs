using Authz.Claims;
using Authz.Tokens;

namespace Authz.Tests.Claims;

public sealed class LifetimeCheckTests
{
    private const long Now = TestApi.Now;

    [Theory]
    [InlineData("no skew, one second left", 1, null, null, 0)]
    [InlineData("expired within the skew", -59, null, null, 60)]
    [InlineData("valid from now on", 100, 0L, null, 0)]
    [InlineData("valid from the end of the skew on", 100, 60L, null, 60)]
    [InlineData("issued now", 100, null, 0L, 0)]
    [InlineData("issued at the end of the skew", 100, null, 60L, 60)]
    [InlineData("valid for no longer than an instant", 60, 60L, null, 60)]
    [InlineData("issued after it became valid", 100, -100L, -50L, 0)]
    public void Accepts_TokensInForce(string description, long expires, long? notBefore, long? issuedAt, long skew) =>
        Assert.Equal((description, RefusalReason.Undecided), (description, Judge(expires, notBefore, issuedAt, skew)));

    [Theory]
    [InlineData("exp is now", 0, null, null, 0, RefusalReason.TokenExpired)]
    [InlineData("exp has passed", -1, null, null, 0, RefusalReason.TokenExpired)]
    [InlineData("exp is as long ago as the skew", -60, null, null, 60, RefusalReason.TokenExpired)]
    [InlineData("exp has passed and nbf is in the future", -1, 5L, null, 0, RefusalReason.TokenExpired)]
    [InlineData("nbf is in the next second", 100, 1L, null, 0, RefusalReason.TokenNotYetValid)]
    [InlineData("nbf is one second beyond the skew", 100, 61L, null, 60, RefusalReason.TokenNotYetValid)]
    [InlineData("nbf is after exp, both within the skew", 10, 11L, null, 60, RefusalReason.TokenNotYetValid)]
    [InlineData("iat is in the next second", 100, null, 1L, 0, RefusalReason.TokenNotYetValid)]
    [InlineData("iat is one second beyond the skew", 100, null, 61L, 60, RefusalReason.TokenNotYetValid)]
    public void Rejects_TokensNotInForce(
        string description, long expires, long? notBefore, long? issuedAt, long skew, RefusalReason expected) =>
        Assert.Equal((description, expected), (description, Judge(expires, notBefore, issuedAt, skew)));

    [Theory]
    [InlineData("nothing else", null)]
    [InlineData("nbf", 0L)]
    public void Rejects_TokensWithoutExp(string description, long? notBefore)
    {
        TokenTimes times = notBefore is { } offset ? default(TokenTimes).WithNotBefore(Now + offset) : default;

        Assert.False(LifetimeCheck.IsInForce(times, Now, skew: 60, out RefusalReason reason), description);
        Assert.Equal(RefusalReason.ClaimMissing, reason);
    }

    [Fact]
    public void Rejects_TimesAtTheEndsOfTheirRange_WithoutOverflow()
    {
        Assert.False(LifetimeCheck.IsInForce(default(TokenTimes).WithExpires(0), Now, 300, out RefusalReason first));
        Assert.False(LifetimeCheck.IsInForce(
            default(TokenTimes).WithExpires(NumericDate.Maximum).WithNotBefore(NumericDate.Maximum), Now, 300, out RefusalReason second));
        Assert.True(LifetimeCheck.IsInForce(default(TokenTimes).WithExpires(NumericDate.Maximum), Now, 300, out _));

        Assert.Equal((RefusalReason.TokenExpired, RefusalReason.TokenNotYetValid), (first, second));
    }

    private static RefusalReason Judge(long expires, long? notBefore, long? issuedAt, long skew)
    {
        TokenTimes times = default(TokenTimes).WithExpires(Now + expires);
        times = notBefore is { } start ? times.WithNotBefore(Now + start) : times;
        times = issuedAt is { } issue ? times.WithIssuedAt(Now + issue) : times;
        bool isInForce = LifetimeCheck.IsInForce(times, Now, skew, out RefusalReason reason);
        Assert.Equal(isInForce, reason == RefusalReason.Undecided);
        return reason;
    }
}
