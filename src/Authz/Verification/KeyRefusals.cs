using Authz.Keys;
using Authz.Keys.Refreshing;

namespace Authz.Verification;

/// <summary>The refusals of a token whose key is unavailable or does not fit, and whether fresh keys may change that.</summary>
internal static class KeyRefusals
{
    /// <summary>The key is not in force.</summary>
    public static TokenRefusal ForMissingKey(KeyLookupStatus status, CompiledIssuer issuer, KeyQuery query)
    {
        if (status == KeyLookupStatus.AlgorithmNotBound)
        {
            return new TokenRefusal(RefusalReason.AlgorithmNotAllowed, query.Algorithm);
        }

        KeyRefreshReason reason = status == KeyLookupStatus.UnknownKeyId ? KeyRefreshReason.UnknownKeyId : KeyRefreshReason.FirstUse;
        var request = new KeyRequest(reason, query);
        return issuer.Keys.RequestRefresh(request) switch
        {
            KeyRefreshOutcome.Completed => new TokenRefusal(RefusalReason.KeyUnknown, Issuer: issuer),
            KeyRefreshOutcome.Pending => Pending(issuer, request),
            KeyRefreshOutcome.BudgetSpent => Unavailable(issuer, KeysUnavailableCause.RefreshBudgetSpent),
            _ => Unavailable(issuer, CauseOf(reason, KeysUnavailableCause.RefreshFailed)),
        };
    }

    /// <summary>The signature fails under each key of that name: the issuer may publish a new key under the old name.</summary>
    public static TokenRefusal ForBadSignature(CompiledIssuer issuer, KeyQuery query, KeyMatch rejected)
    {
        var request = new KeyRequest(KeyRefreshReason.SignatureFailed, query, rejected);
        return issuer.Keys.RequestRefresh(request) == KeyRefreshOutcome.Pending
            ? Pending(issuer, request)
            : new TokenRefusal(RefusalReason.SignatureInvalid, Issuer: issuer);
    }

    // Unknown until the fetch ends; the request may wait for it and be decided again.
    private static TokenRefusal Pending(CompiledIssuer issuer, KeyRequest request) =>
        Unavailable(issuer, CauseOf(request.Reason, KeysUnavailableCause.RefreshPending)) with
        {
            Pending = new PendingKeys(issuer.Keys, request.ToWait()),
        };

    private static TokenRefusal Unavailable(CompiledIssuer issuer, KeysUnavailableCause cause) =>
        new(RefusalReason.KeysUnavailable, Issuer: issuer, Cause: cause);

    private static KeysUnavailableCause CauseOf(KeyRefreshReason reason, KeysUnavailableCause ofRefresh) =>
        reason == KeyRefreshReason.FirstUse ? KeysUnavailableCause.NoKeys : ofRefresh;
}
