using System.Globalization;

namespace Authz.Server.Diff;

/// <summary>Compares how two authorizers want tokens bound to their senders.</summary>
internal static class TokenBindingComparison
{
    public static void Compare(TokenBinding before, TokenBinding after, List<AccessChange> changes)
    {
        CompareRules("a key (DPoP)", before.Dpop, after.Dpop, changes);
        CompareRules("a client certificate", before.MutualTls, after.MutualTls, changes);
        if (before.Dpop == TokenBindingRule.Refused || after.Dpop == TokenBindingRule.Refused)
        {
            return;
        }

        if (before.Nonce != after.Nonce)
        {
            Add(after.Nonce ? AccessChangeKind.Stricter : AccessChangeKind.Looser, after.Nonce ? "wants a nonce in proofs" : "no longer wants a nonce in proofs", changes);
        }

        if (before.MaximumProofAge != after.MaximumProofAge)
        {
            Add(
                after.MaximumProofAge > before.MaximumProofAge ? AccessChangeKind.Looser : AccessChangeKind.Stricter,
                string.Create(CultureInfo.InvariantCulture, $"takes proofs of up to {after.MaximumProofAge.TotalSeconds} s"),
                changes);
        }

        foreach (string origin in after.Origins.Except(before.Origins, StringComparer.Ordinal))
        {
            Add(AccessChangeKind.Looser, $"takes proofs for '{origin}'", changes);
        }

        foreach (string origin in before.Origins.Except(after.Origins, StringComparer.Ordinal))
        {
            Add(AccessChangeKind.Stricter, $"no longer takes proofs for '{origin}'", changes);
        }
    }

    private static void CompareRules(string what, TokenBindingRule before, TokenBindingRule after, List<AccessChange> changes)
    {
        bool wasAccepted = before != TokenBindingRule.Refused;
        bool isAccepted = after != TokenBindingRule.Refused;
        if (wasAccepted != isAccepted)
        {
            Add(
                isAccepted ? AccessChangeKind.Looser : AccessChangeKind.Stricter,
                isAccepted ? $"accepts tokens bound to {what}, with their proof" : $"no longer accepts tokens bound to {what}",
                changes);
        }

        bool wasRequired = before == TokenBindingRule.Required;
        bool isRequired = after == TokenBindingRule.Required;
        if (wasRequired != isRequired)
        {
            Add(
                isRequired ? AccessChangeKind.Stricter : AccessChangeKind.Looser,
                isRequired ? $"refuses tokens that are not bound to {what}" : $"accepts tokens that are not bound to {what}",
                changes);
        }
    }

    private static void Add(AccessChangeKind kind, string text, List<AccessChange> changes) => changes.Add(new AccessChange(kind, "", text));
}
