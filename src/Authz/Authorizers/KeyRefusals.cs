using Authz.Keys;
using Authz.Tokens;

namespace Authz.Authorizers;

/// <summary>What a token is refused for when its key is not at hand or does not fit, and whether fresh keys may change that.</summary>
internal static class KeyRefusals
{
    /// <summary>The key is not in force.</summary>
    public static TokenRefusal WithoutKey(KeyLookupStatus status, CompiledIssuer issuer, in UnverifiedHeader header)
    {
        if (status == KeyLookupStatus.AlgorithmNotBound)
        {
            return new TokenRefusal(RefusalReason.AlgorithmNotAllowed, header.Algorithm);
        }

        KeyRefreshReason reason = status == KeyLookupStatus.UnknownKeyId ? KeyRefreshReason.UnknownKeyId : KeyRefreshReason.FirstUse;
        return issuer.Keys.RequestRefresh(reason) switch
        {
            KeyRefreshOutcome.Completed => new TokenRefusal(RefusalReason.KeyUnknown, Issuer: issuer),
            KeyRefreshOutcome.Pending => Pending(issuer, header, reason, rejected: null),
            _ => new TokenRefusal(RefusalReason.KeysUnavailable, Issuer: issuer),
        };
    }

    /// <summary>The signature fails under the key: the issuer may publish a new key under the old name.</summary>
    public static TokenRefusal WithoutSignature(CompiledIssuer issuer, in UnverifiedHeader header, VerificationKey key, bool hasWaited) =>
        !hasWaited && issuer.Keys.RequestRefresh(KeyRefreshReason.SignatureFailed) == KeyRefreshOutcome.Pending
            ? Pending(issuer, header, KeyRefreshReason.SignatureFailed, key)
            : new TokenRefusal(RefusalReason.SignatureInvalid, header.Algorithm, issuer);

    private static TokenRefusal Pending(CompiledIssuer issuer, in UnverifiedHeader header, KeyRefreshReason reason, VerificationKey? rejected)
    {
        var wait = new KeyWait(reason, header.KeyId.ToArray(), header.Algorithm, rejected);
        return new TokenRefusal(RefusalReason.KeysUnavailable, header.Algorithm, issuer, new PendingKeys(issuer.Keys, wait));
    }
}
