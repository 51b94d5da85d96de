using Authz.Signatures.OpenSsl;

namespace Authz.Tests.Signatures.OpenSsl;

public sealed class PlatformSwitchTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("False", true)]
    [InlineData("yes", true)]
    public void Reads_EveryWordButThreeAsAWish(string? value, bool expected) => Assert.Equal(expected, PlatformSwitch.Means(value));
}
