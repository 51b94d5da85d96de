namespace Authz.Server.Diff;

/// <summary>
/// Compares where an issuer's keys come from, and whom the way to them trusts. What another source publishes is unknown, so it may accept
/// more tokens, and fewer.
/// </summary>
internal static class KeySourceComparison
{
    public static void Compare(JwtConfiguration before, JwtConfiguration after, List<AccessChange> changes)
    {
        if (SourceOf(before) != SourceOf(after))
        {
            changes.Add(new AccessChange(AccessChangeKind.Looser, "", $"fetches the keys of '{after.Issuer}' from another source"));
            changes.Add(new AccessChange(
                AccessChangeKind.Stricter, "", $"no longer fetches the keys of '{after.Issuer}' from the old source"));
        }

        CompareFiles("with the certificates of", before.TrustedCertificatesFile, after.TrustedCertificatesFile, after, changes);
        CompareFiles("with the bearer of", before.JwksBearerTokenFile, after.JwksBearerTokenFile, after, changes);
        CompareHosts(before, after, changes);
    }

    private static (string?, string?, string?, string?) SourceOf(JwtConfiguration entry) =>
        (entry.MetadataUri, entry.JwksUri, entry.JwksFile, entry.Jwks);

    private static void CompareFiles(string what, string? before, string? after, JwtConfiguration entry, List<AccessChange> changes)
    {
        if (before != after)
        {
            changes.Add(new AccessChange(AccessChangeKind.Looser, "", $"fetches the keys of '{entry.Issuer}' {what} {Words(after)}"));
            changes.Add(new AccessChange(
                AccessChangeKind.Stricter, "", $"no longer fetches the keys of '{entry.Issuer}' {what} {Words(before)}"));
        }
    }

    private static string Words(string? file) => file is null ? "no file" : $"'{file}'";

    private static void CompareHosts(JwtConfiguration before, JwtConfiguration after, List<AccessChange> changes)
    {
        StringComparer comparer = StringComparer.OrdinalIgnoreCase;
        changes.AddRange(after.InsecureHttpHosts.Except(before.InsecureHttpHosts, comparer).Select(host => new AccessChange(
            AccessChangeKind.Looser, "", $"may fetch the keys of '{after.Issuer}' over http from '{host}'")));
        changes.AddRange(before.InsecureHttpHosts.Except(after.InsecureHttpHosts, comparer).Select(host => new AccessChange(
            AccessChangeKind.Stricter, "", $"no longer fetches the keys of '{after.Issuer}' over http from '{host}'")));
    }
}
