using System.Globalization;

namespace Authz.Server.Diff;

/// <summary>Compares which revoked tokens two authorizers refuse.</summary>
internal static class RevocationComparison
{
    public static void Compare(RevocationDefinition? before, RevocationDefinition? after, List<AccessChange> changes)
    {
        if (before is null || after is null)
        {
            if (before is not null || after is not null)
            {
                Add(after is null ? AccessChangeKind.Looser : AccessChangeKind.Stricter, after is null ? "no longer refuses revoked tokens" : "refuses revoked tokens", changes);
            }

            return;
        }

        foreach (string claim in after.Claims.Except(before.Claims, StringComparer.Ordinal))
        {
            Add(AccessChangeKind.Stricter, $"refuses tokens revoked by '{claim}'", changes);
        }

        foreach (string claim in before.Claims.Except(after.Claims, StringComparer.Ordinal))
        {
            Add(AccessChangeKind.Looser, $"no longer refuses tokens revoked by '{claim}'", changes);
        }

        if (before.MaximumStaleness != after.MaximumStaleness)
        {
            Add(
                after.MaximumStaleness > before.MaximumStaleness ? AccessChangeKind.Looser : AccessChangeKind.Stricter,
                string.Create(CultureInfo.InvariantCulture, $"relies on revocations that are up to {after.MaximumStaleness.TotalSeconds} s old"),
                changes);
        }

        if (before.OnUnavailable != after.OnUnavailable)
        {
            bool isDenied = after.OnUnavailable == RevocationFallback.Deny;
            Add(
                isDenied ? AccessChangeKind.Stricter : AccessChangeKind.Looser,
                isDenied ? "refuses tokens while it cannot tell which are revoked" : "accepts tokens while it cannot tell which are revoked",
                changes);
        }

        if (before.File != after.File)
        {
            Add(AccessChangeKind.Looser, after.File is null ? "reads no file of revocations" : $"reads its revocations from '{after.File}'", changes);
        }
    }

    private static void Add(AccessChangeKind kind, string text, List<AccessChange> changes) => changes.Add(new AccessChange(kind, "", text));
}
