namespace Authz.Server.Diff;

/// <summary>Compares which tokens two authorizers accept.</summary>
internal static class AuthorizerComparison
{
    public static void Compare(ComparedRoute before, ComparedRoute after, List<AccessChange> changes)
    {
        CompareSources(before.Authorizer!.IdentitySource, after.Authorizer!.IdentitySource, changes);
        CompareProfiles(before.Profile, after.Profile, changes);
        LimitComparison.Compare(
            "tokens",
            "characters",
            before.Authorizer.MaximumTokenLength ?? before.Profile.MaximumTokenLength,
            after.Authorizer.MaximumTokenLength ?? after.Profile.MaximumTokenLength,
            changes);
        TokenBindingComparison.Compare(before.Authorizer.TokenBinding ?? new TokenBinding(), after.Authorizer.TokenBinding ?? new TokenBinding(), changes);
        RevocationComparison.Compare(before.Authorizer.Revocation, after.Authorizer.Revocation, changes);
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
            IssuerComparison.Compare(old[issuer], before.Profile, entry, after.Profile, changes);
        }
    }

    private static void CompareSources(string before, string after, List<AccessChange> changes)
    {
        if (IdentitySource.Parse(before) != IdentitySource.Parse(after))
        {
            changes.Add(new AccessChange(AccessChangeKind.Looser, "", $"reads the token from '{after}'"));
            changes.Add(new AccessChange(AccessChangeKind.Stricter, "", $"no longer reads the token from '{before}'"));
        }
    }

    // Algorithms and clock skew are compared for each issuer, which may narrow them.
    private static void CompareProfiles(CompatibilityProfile before, CompatibilityProfile after, List<AccessChange> changes)
    {
        if (before.RefusesConfirmation != after.RefusesConfirmation)
        {
            changes.Add(after.RefusesConfirmation
                ? new AccessChange(AccessChangeKind.Stricter, "", "refuses sender-constrained tokens")
                : new AccessChange(
                    AccessChangeKind.Looser, "", "accepts sender-constrained tokens without proof, as the service does"));
        }
    }
}
