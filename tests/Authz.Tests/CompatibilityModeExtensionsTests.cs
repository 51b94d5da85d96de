using System.Security.Cryptography;

namespace Authz.Tests;

public sealed class CompatibilityModeExtensionsTests
{
    private static readonly string[] s_platformDependent = ["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"];

    [Theory]
    [InlineData(CompatibilityMode.Standard, "standard", "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519")]
    [InlineData(CompatibilityMode.Aws, "aws", "RS256 RS384 RS512")]
    public void Gives_EachMode_ItsNameAndItsAlgorithms(CompatibilityMode mode, string name, string algorithms) =>
        Assert.Equal((name, algorithms), (mode.ToCode(), string.Join(' ', mode.AcceptedAlgorithms().Except(s_platformDependent))));

    [Fact]
    public void Names_MLDsa_WhereThePlatformHasIt() => Assert.Equal(
        MLDsa.IsSupported ? s_platformDependent : [], CompatibilityMode.Standard.AcceptedAlgorithms().Intersect(s_platformDependent));
}
