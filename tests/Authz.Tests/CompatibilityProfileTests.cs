using System.Globalization;
using System.Reflection;
using Authz.Refusals;
using Authz.Tokens;

namespace Authz.Tests;

/// <summary>docs/compatibility.md says what the profiles say, and everything that they say.</summary>
public sealed class CompatibilityProfileTests
{
    private static readonly (string Property, string Point, Func<CompatibilityProfile, string> Text)[] s_points =
    [
        (nameof(CompatibilityProfile.Algorithms), "signature algorithms",
            profile => string.Join(", ", profile.Algorithms.Names())),
        (nameof(CompatibilityProfile.ClockSkew), "clock skew, by default", profile => Seconds(profile.ClockSkew)),
        (nameof(CompatibilityProfile.MaximumClockSkew), "clock skew, at most", profile => Seconds(profile.MaximumClockSkew)),
        (nameof(CompatibilityProfile.MaximumTokenLength), "longest token, by default",
            profile => string.Create(CultureInfo.InvariantCulture, $"{profile.MaximumTokenLength:N0} characters")),
        (nameof(CompatibilityProfile.RefusesConfirmation), "sender-constrained token (`cnf`)",
            profile => profile.RefusesConfirmation ? "401 `confirmation_unsupported`, or proven as `tokenBinding` says" : "accepted as a bearer token"),
        (nameof(CompatibilityProfile.AcceptsThumbprints), "token without `kid`",
            profile => profile.AcceptsThumbprints ? "its `x5t#S256` or `x5t` may name the key; else `kidRequired`" : "401 `token_malformed`"),
        (nameof(CompatibilityProfile.AllowsExtensions), "`tenants`, `audienceClaims`, `scopeClaims`, `kidRequired`, `tokenRequired`, `maximumTokenLength`, `tokenBinding`, `revocation`",
            profile => profile.AllowsExtensions ? "allowed" : "a problem of the definition"),
        (nameof(CompatibilityProfile.MaximumScopes), "`authorizationScopes` of a route",
            profile => profile.MaximumScopes is { } maximum ? $"at most {maximum}" : "any number"),
        (nameof(CompatibilityProfile.FetchTimeout), "one refresh of an issuer's keys, at most", profile => Seconds(profile.FetchTimeout)),
        (nameof(CompatibilityProfile.KeysUnavailable), "keys unavailable",
            profile => profile.KeysUnavailable.ToStatusCode().ToString(CultureInfo.InvariantCulture)),
        (nameof(CompatibilityProfile.ChallengesAsService), "challenge",
            profile => profile.ChallengesAsService ? "the service's" : "RFC 6750 section 3"),
        (nameof(CompatibilityProfile.OffersProblemDetails), "problem details (RFC 9457) from the gateway",
            profile => profile.OffersProblemDetails ? "to a client that accepts them" : "never"),
        (nameof(CompatibilityProfile.DecidesPreflights), "preflight that matches a route with an authorizer",
            profile => profile.DecidesPreflights ? "401" : "answered"),
    ];

    [Fact]
    public void Page_SaysWhatTheProfilesSay() => GeneratedTable.Check(
        "docs/compatibility.md",
        "| | `standard` | `aws` |",
        s_points.Select(point =>
            $"| {point.Point} | {point.Text(CompatibilityProfile.Standard)} | {point.Text(CompatibilityProfile.Aws)} |"));

    [Fact]
    public void Page_HasARowForEachDifference()
    {
        string[] identity = [nameof(CompatibilityProfile.Mode), nameof(CompatibilityProfile.Name)];
        IEnumerable<string> properties = typeof(CompatibilityProfile).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.Name);

        Assert.Equal(s_points.Select(point => point.Property).Concat(identity).Order(), properties.Order());
        Assert.All(s_points, point => Assert.NotEqual(
            point.Text(CompatibilityProfile.Standard), point.Text(CompatibilityProfile.Aws)));
    }

    [Fact]
    public void Finds_TheProfileOfEachMode() => Assert.All(
        Enum.GetValues<CompatibilityMode>(), mode => Assert.Equal(mode, CompatibilityProfile.Of(mode).Mode));

    [Fact]
    public void Takes_AnUnknownMode_ForStandard() =>
        Assert.Same(CompatibilityProfile.Standard, CompatibilityProfile.Of((CompatibilityMode)200));

    [Fact]
    public void Standard_AgreesWithTheTableOfRefusals() => Assert.Equal(
        RefusalTable.Of(RefusalReason.KeysUnavailable).Outcome, CompatibilityProfile.Standard.KeysUnavailable);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s");
}
