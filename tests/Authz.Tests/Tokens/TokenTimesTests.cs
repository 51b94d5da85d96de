using Authz.Tokens;

namespace Authz.Tests.Tokens;

public sealed class TokenTimesTests
{
    [Fact]
    public void Holds_NoTimes_AtFirst()
    {
        TokenTimes times = default;
        Assert.Equal((null, null, null), (times.Expires, times.NotBefore, times.IssuedAt));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 2, 3)]
    [InlineData(NumericDate.Maximum, NumericDate.Maximum, NumericDate.Maximum)]
    public void Holds_EachTime_InItsPlace(long expires, long notBefore, long issuedAt)
    {
        TokenTimes times = default(TokenTimes).WithIssuedAt(issuedAt).WithExpires(expires).WithNotBefore(notBefore);
        Assert.Equal((expires, notBefore, issuedAt), (times.Expires, times.NotBefore, times.IssuedAt));
    }
}
