using System.Text;
using Authz.Keys;
using Authz.Tokens;
using Authz.Verification;

namespace Authz.Tests.Verification;

public sealed class CompiledIssuerTests : IDisposable
{
    private static readonly JwtConfiguration s_plain = new() { Issuer = "https://issuer.example", Audience = ["a", "ä"] };

    private readonly IssuerKeysRegistry _keys = new(new ApiAuthorizerOptions());

    [Fact]
    public void Has_TheDefaultsOfStandard()
    {
        CompiledIssuer issuer = Compile(s_plain, CompatibilityMode.Standard);

        Assert.Equal((AlgorithmSet.All.OnThisPlatform(), 60, true), (issuer.Algorithms, issuer.ClockSkew, issuer.RefusesConfirmation));
        Assert.Empty(issuer.RequiredType);
        Assert.Null(issuer.Tenant);
    }

    [Fact]
    public void Has_TheDefaultsOfTheService()
    {
        CompiledIssuer issuer = Compile(s_plain, CompatibilityMode.Aws);
        Assert.Equal((AlgorithmSet.RsaPkcs1, 0, false), (issuer.Algorithms, issuer.ClockSkew, issuer.RefusesConfirmation));
    }

    [Theory]
    [InlineData("narrowed", "RS256 ES256", nameof(CompatibilityMode.Standard), "RS256, ES256")]
    [InlineData("narrowed in aws", "RS512", nameof(CompatibilityMode.Aws), nameof(AlgorithmSet.RS512))]
    [InlineData("never widened in aws", "RS256 ES256", nameof(CompatibilityMode.Aws), nameof(AlgorithmSet.RS256))]
    [InlineData("none named, none allowed", "", nameof(CompatibilityMode.Standard), nameof(AlgorithmSet.None))]
    [InlineData("names that are none", "none HS256", nameof(CompatibilityMode.Standard), nameof(AlgorithmSet.None))]
    public void Allows_OnlyTheAlgorithmsNamed(string description, string names, string mode, string expected)
    {
        JwtConfiguration configuration = s_plain with { Algorithms = names.Split(' ', StringSplitOptions.RemoveEmptyEntries) };
        Assert.Equal(
            (description, Enum.Parse<AlgorithmSet>(expected)),
            (description, Compile(configuration, Enum.Parse<CompatibilityMode>(mode)).Algorithms));
    }

    [Theory]
    [InlineData("at+jwt", "at+jwt")]
    [InlineData("application/at+jwt", "at+jwt")]
    [InlineData("Application/at+jwt", "at+jwt")]
    public void Requires_AType_WithOrWithoutItsPrefix(string configured, string expected) =>
        Assert.Equal(
            expected,
            Encoding.UTF8.GetString(Compile(s_plain with { RequiredTokenType = configured }, CompatibilityMode.Standard).RequiredType));

    [Fact]
    public void Uses_TheConfiguredSkew() =>
        Assert.Equal(5, Compile(s_plain with { ClockSkew = TimeSpan.FromSeconds(5) }, CompatibilityMode.Standard).ClockSkew);

    public void Dispose() => _keys.Dispose();

    private CompiledIssuer Compile(JwtConfiguration configuration, CompatibilityMode mode)
    {
        CompatibilityProfile profile = CompatibilityProfile.Of(mode);
        return new CompiledIssuer(configuration, tenant: null, profile, _keys.GetOrAdd(configuration, profile));
    }
}
