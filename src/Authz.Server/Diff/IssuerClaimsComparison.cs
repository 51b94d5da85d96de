namespace Authz.Server.Diff;

/// <summary>Compares in which claims, and by which names of keys, an issuer's tokens are judged.</summary>
internal static class IssuerClaimsComparison
{
    private static readonly string[] s_audienceClaims = ["aud", "client_id"];
    private static readonly string[] s_scopeClaims = ["scp", "scope"];

    public static void Compare(JwtConfiguration before, JwtConfiguration after, List<AccessChange> changes)
    {
        CompareAudience(before.AudienceClaims ?? s_audienceClaims, after.AudienceClaims ?? s_audienceClaims, changes);
        CompareScopes(before.ScopeClaims ?? s_scopeClaims, after.ScopeClaims ?? s_scopeClaims, changes);
        if (before.KidRequired != after.KidRequired)
        {
            changes.Add(after.KidRequired
                ? new AccessChange(AccessChangeKind.Stricter, "", "refuses tokens that name no key")
                : new AccessChange(AccessChangeKind.Looser, "", "accepts tokens that name no key"));
        }
    }

    // The first claim that is present decides: one that is added at the end concerns tokens alone that were refused without it.
    private static void CompareAudience(IReadOnlyList<string> before, IReadOnlyList<string> after, List<AccessChange> changes)
    {
        if (before.SequenceEqual(after, StringComparer.Ordinal))
        {
            return;
        }

        string words = $"took the audience from {Words(before)}, and takes it from {Words(after)}";
        if (!before.Take(after.Count).SequenceEqual(after, StringComparer.Ordinal))
        {
            changes.Add(new AccessChange(AccessChangeKind.Looser, "", words));
        }

        if (!after.Take(before.Count).SequenceEqual(before, StringComparer.Ordinal))
        {
            changes.Add(new AccessChange(AccessChangeKind.Stricter, "", words));
        }
    }

    // A claim that is added gives scopes to some tokens, and refuses others in which it is malformed.
    private static void CompareScopes(IReadOnlyList<string> before, IReadOnlyList<string> after, List<AccessChange> changes)
    {
        if (!before.SequenceEqual(after, StringComparer.Ordinal))
        {
            string words = $"took the scopes from {Words(before)}, and takes them from {Words(after)}";
            changes.Add(new AccessChange(AccessChangeKind.Looser, "", words));
            changes.Add(new AccessChange(AccessChangeKind.Stricter, "", words));
        }
    }

    private static string Words(IReadOnlyList<string> claims) => $"[{string.Join(", ", claims)}]";
}
