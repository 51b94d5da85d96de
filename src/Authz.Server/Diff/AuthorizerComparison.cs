namespace Authz.Server.Diff;

/// <summary>Compares which tokens two authorizers accept.</summary>
internal static class AuthorizerComparison
{
    public static void Compare(ComparedRoute before, ComparedRoute after, List<AccessChange> changes)
    {
        CompareSources(before.Authorizer!.IdentitySource, after.Authorizer!.IdentitySource, changes);
        CompareModes(before.Mode, after.Mode, changes);
        Dictionary<string, JwtConfiguration> old = before.Authorizer.JwtConfiguration.ToDictionary(
            entry => entry.Issuer,
            StringComparer.Ordinal);
        Dictionary<string, JwtConfiguration> next = after.Authorizer.JwtConfiguration.ToDictionary(
            entry => entry.Issuer,
            StringComparer.Ordinal);
        foreach (string issuer in next.Keys.Except(old.Keys, StringComparer.Ordinal))
        {
            changes.Add(new AccessChange(AccessChangeKind.Looser, "", $"accepts tokens of '{issuer}'"));
        }

        foreach (string issuer in old.Keys.Except(next.Keys, StringComparer.Ordinal))
        {
            changes.Add(new AccessChange(AccessChangeKind.Stricter, "", $"no longer accepts tokens of '{issuer}'"));
        }

        foreach ((string issuer, JwtConfiguration entry) in next.Where(pair => old.ContainsKey(pair.Key)))
        {
            IssuerComparison.Compare(old[issuer], before.Mode, entry, after.Mode, changes);
        }
    }

    private static void CompareSources(string before, string after, List<AccessChange> changes)
    {
        if (IdentitySource.Parse(before) != IdentitySource.Parse(after))
        {
            changes.Add(new AccessChange(AccessChangeKind.Looser, "", $"takes the token from '{after}'"));
            changes.Add(new AccessChange(AccessChangeKind.Stricter, "", $"no longer takes the token from '{before}'"));
        }
    }

    // The differences of the modes, except algorithms and clock skew, which belong to each issuer.
    private static void CompareModes(CompatibilityMode before, CompatibilityMode after, List<AccessChange> changes)
    {
        if (before != after)
        {
            bool isAws = after == CompatibilityMode.Aws;
            changes.Add(isAws
                ? new AccessChange(
                    AccessChangeKind.Looser,
                    "",
                    "accepts sender-constrained tokens without proof, and longer tokens, as the service does")
                : new AccessChange(
                    AccessChangeKind.Stricter,
                    "",
                    "refuses sender-constrained tokens, and tokens of more than 8,192 characters"));
        }
    }
}
