using System.Globalization;
using Authz.Keys;
using Authz.Tokens;

namespace Authz.Server.Diff;

/// <summary>
/// Compares which tokens of one issuer are accepted. Each part is independent of the others, so each is compared by itself.
/// </summary>
internal static class IssuerComparison
{
    public static void Compare(
        JwtConfiguration before,
        CompatibilityProfile oldProfile,
        JwtConfiguration after,
        CompatibilityProfile newProfile,
        List<AccessChange> changes)
    {
        CompareSets("the tenant", before.Tenants, after.Tenants, changes);
        CompareSets("the audience", before.Audience, after.Audience, changes);
        IssuerClaimsComparison.Compare(before, after, changes);
        ConditionComparison.CompareIssuers(before, after, changes);
        CompareSets("the algorithm", Algorithms(before, oldProfile), Algorithms(after, newProfile), changes);
        CompareTimes(
            "the clock skew", before.ClockSkew ?? oldProfile.ClockSkew, after.ClockSkew ?? newProfile.ClockSkew, changes);
        CompareTimes(
            "the maximum key age",
            before.MaximumKeyAge ?? KeyLimits.DefaultMaximumAge,
            after.MaximumKeyAge ?? KeyLimits.DefaultMaximumAge,
            changes);
        CompareTypes(before.RequiredTokenType, after.RequiredTokenType, changes);
        KeySourceComparison.Compare(before, after, changes);
    }

    // An algorithm may have two names; the first stands for both.
    private static IEnumerable<string> Algorithms(JwtConfiguration entry, CompatibilityProfile profile) =>
        (entry.Algorithms ?? profile.Algorithms.Names()).Select(name => JwsAlgorithmNames.Parse(name).Name());

    private static void CompareSets(string what, IEnumerable<string> before, IEnumerable<string> after, List<AccessChange> changes)
    {
        HashSet<string> old = [.. before];
        HashSet<string> next = [.. after];
        changes.AddRange(next.Where(value => !old.Contains(value)).Select(value => new AccessChange(
            AccessChangeKind.Looser,
            "",
            $"accepts {what} '{value}'")));
        changes.AddRange(old.Where(value => !next.Contains(value)).Select(value => new AccessChange(
            AccessChangeKind.Stricter,
            "",
            $"no longer accepts {what} '{value}'")));
    }

    private static void CompareTimes(string what, TimeSpan before, TimeSpan after, List<AccessChange> changes)
    {
        if (before != after)
        {
            AccessChangeKind kind = after > before ? AccessChangeKind.Looser : AccessChangeKind.Stricter;
            changes.Add(new AccessChange(
                kind,
                "",
                string.Create(CultureInfo.InvariantCulture, $"{what} was {before.TotalSeconds} s, and is {after.TotalSeconds} s")));
        }
    }

    private static void CompareTypes(string? before, string? after, List<AccessChange> changes)
    {
        if (string.Equals(before, after, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (before is not null)
        {
            changes.Add(new AccessChange(
                AccessChangeKind.Looser,
                "",
                after is null ? $"no longer requires the token type '{before}'" : $"accepts the token type '{after}'"));
        }

        if (after is not null)
        {
            changes.Add(new AccessChange(AccessChangeKind.Stricter, "", $"requires the token type '{after}'"));
        }
    }
}
