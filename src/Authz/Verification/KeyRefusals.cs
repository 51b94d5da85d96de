using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Tokens;

namespace Authz.Verification;

/// <summary>The refusals of a token whose key is unavailable or does not fit, and whether fresh keys may change that.</summary>
internal static class KeyRefusals
{
    /// <summary>The key is not in force.</summary>
    public static TokenRefusal ForMissingKey(KeyLookupStatus status, CompiledIssuer issuer, in UnverifiedHeader header)
    {
        if (status == KeyLookupStatus.AlgorithmNotBound)
        {
            return new TokenRefusal(RefusalReason.AlgorithmNotAllowed, header.Algorithm);
        }

        KeyRefreshReason reason = status == KeyLookupStatus.UnknownKeyId ? KeyRefreshReason.UnknownKeyId : KeyRefreshReason.FirstUse;
        var request = new KeyRequest(reason, header.KeyId, header.Algorithm);
        return issuer.Keys.RequestRefresh(request) switch
        {
            KeyRefreshOutcome.Completed => new TokenRefusal(RefusalReason.KeyUnknown, Issuer: issuer),
            KeyRefreshOutcome.Pending => Pending(issuer, request),
            _ => new TokenRefusal(RefusalReason.KeysUnavailable, Issuer: issuer),
        };
    }

    /// <summary>The signature fails under the key: the issuer may publish a new key under the old name.</summary>
    public static TokenRefusal ForBadSignature(CompiledIssuer issuer, in UnverifiedHeader header, VerificationKey key)
    {
        var request = new KeyRequest(KeyRefreshReason.SignatureFailed, header.KeyId, header.Algorithm, key);
        return issuer.Keys.RequestRefresh(request) == KeyRefreshOutcome.Pending
            ? Pending(issuer, request)
            : new TokenRefusal(RefusalReason.SignatureInvalid, Issuer: issuer);
    }

    // Unknown until the fetch ends; the request may wait for it and be decided again.
    private static TokenRefusal Pending(CompiledIssuer issuer, KeyRequest request) =>
        new(RefusalReason.KeysUnavailable, Issuer: issuer, Pending: new PendingKeys(issuer.Keys, request.ToWait()));
}
