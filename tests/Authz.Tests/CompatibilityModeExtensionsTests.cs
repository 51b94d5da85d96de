namespace Authz.Tests;

public sealed class CompatibilityModeExtensionsTests
{
    [Theory]
    [InlineData(CompatibilityMode.Standard, "standard", "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512")]
    [InlineData(CompatibilityMode.Aws, "aws", "RS256 RS384 RS512")]
    public void Gives_EachMode_ItsNameAndItsAlgorithms(CompatibilityMode mode, string name, string algorithms) =>
        Assert.Equal((name, algorithms), (mode.ToCode(), string.Join(' ', mode.AcceptedAlgorithms())));
}
