using System.Reflection;
using Authz.Server.Diff;

namespace Authz.Server.Tests.Diff;

/// <summary>What a mode changes follows from its profile, so a number that is changed there is told anew.</summary>
public sealed class AuthorizerComparisonTests
{
    // What the rest of the profile changes is how a refusal is told, what a file may say, and how long a fetch may take.
    private static readonly string[] s_access =
    [
        nameof(CompatibilityProfile.Algorithms), nameof(CompatibilityProfile.ClockSkew), nameof(CompatibilityProfile.MaximumTokenLength),
        nameof(CompatibilityProfile.RefusesConfirmation),
    ];

    public static TheoryData<string> Properties =>
        [.. typeof(CompatibilityProfile).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Tells_EachDifferenceOfTheProfiles_ThatDecidesAboutTokens(string property)
    {
        CompatibilityProfile changed = CompatibilityProfile.Standard with { };
        PropertyInfo difference = typeof(CompatibilityProfile).GetProperty(property)!;
        difference.SetValue(changed, difference.GetValue(CompatibilityProfile.Aws));

        Assert.Equal(s_access.Contains(property), Compare(CompatibilityProfile.Standard, changed).Count > 0);
    }

    [Fact]
    public void Tells_TheNumbersOfTheProfile()
    {
        CompatibilityProfile changed = CompatibilityProfile.Standard with
        {
            ClockSkew = TimeSpan.FromSeconds(61),
            MaximumTokenLength = 4_096,
        };

        Assert.Equal(
            ["Stricter: refuses tokens of more than 4,096 characters", "Looser: the clock skew was 60 s, and is 61 s"],
            Compare(CompatibilityProfile.Standard, changed));
    }

    [Fact]
    public void Tells_WhatTheServicesModeAccepts() => Assert.Equal(
        [
            "Looser: accepts sender-constrained tokens without proof, as the service does",
            "Looser: accepts tokens of up to 10,240 characters",
            "Stricter: no longer accepts the algorithm 'PS256'",
            "Stricter: no longer accepts the algorithm 'PS384'",
            "Stricter: no longer accepts the algorithm 'PS512'",
            "Stricter: no longer accepts the algorithm 'ES256'",
            "Stricter: no longer accepts the algorithm 'ES384'",
            "Stricter: no longer accepts the algorithm 'ES512'",
            "Stricter: no longer accepts the algorithm 'EdDSA'",
            "Stricter: no longer accepts the algorithm 'ML-DSA-44'",
            "Stricter: no longer accepts the algorithm 'ML-DSA-65'",
            "Stricter: no longer accepts the algorithm 'ML-DSA-87'",
            "Stricter: the clock skew was 60 s, and is 0 s",
        ],
        Compare(CompatibilityProfile.Standard, CompatibilityProfile.Aws));

    [Theory]
    [InlineData(null, 16_384, "Looser: accepts tokens of up to 16,384 characters")]
    [InlineData(16_384, null, "Stricter: refuses tokens of more than 8,192 characters")]
    [InlineData(null, 8_192, "")]
    public void Tells_TheLengthInForce(int? before, int? after, string expected)
    {
        List<AccessChange> changes = [];

        AuthorizerComparison.Compare(
            Route(CompatibilityProfile.Standard, before), Route(CompatibilityProfile.Standard, after), changes);

        Assert.Equal(expected, string.Join('\n', changes.Select(change => $"{change.Kind}: {change.Text}")));
    }

    private static List<string> Compare(CompatibilityProfile before, CompatibilityProfile after)
    {
        List<AccessChange> changes = [];
        AuthorizerComparison.Compare(Route(before), Route(after), changes);
        return [.. changes.Select(change => $"{change.Kind}: {change.Text}")];
    }

    private static ComparedRoute Route(CompatibilityProfile profile, int? maximumTokenLength = null)
    {
        AuthorizerDefinition authorizer = new()
        {
            MaximumTokenLength = maximumTokenLength,
            JwtConfiguration = [new JwtConfiguration { Issuer = "https://id.example.com/", Audience = ["api"] }],
        };
        return new ComparedRoute("GET /pets", new RouteDefinition { Authorizer = "idp" }, authorizer, Function: null, profile);
    }
}
