using Authz.Tokens;

namespace Authz.Revoking;

/// <summary>Whether a token was revoked before its end. Asked for each request, of remembered tokens too; it waits for nothing.</summary>
internal sealed class RevocationCheck
{
    /// <summary>When a request that could not be judged should come again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly RevocationSource[] _sources;
    private readonly long _maximumStaleness;
    private readonly bool _isDenying;
    private readonly bool _asksTokenId;
    private readonly bool _asksSessionId;
    private readonly bool _asksSubject;

    /// <param name="definition">What is asked for.</param>
    /// <param name="sources">Where the entries come from; at least one.</param>
    public RevocationCheck(RevocationDefinition definition, RevocationSource[] sources)
    {
        _sources = sources;
        _maximumStaleness = (long)definition.MaximumStaleness.TotalSeconds;
        _isDenying = definition.OnUnavailable != RevocationFallback.Allow;
        _asksTokenId = definition.Claims.Contains("jti");
        _asksSessionId = definition.Claims.Contains("sid");
        _asksSubject = definition.Claims.Contains("sub");
    }

    public IReadOnlyList<RevocationSource> Sources => _sources;

    /// <summary>Whether the claims that are asked for have their types: the payload's reader has seen to all but <c>sid</c>.</summary>
    public bool IsSoundIn(scoped in VerifiedPayload payload) =>
        !_asksSessionId || payload.SessionId is { IsPresent: false } or { Kind: JsonTokenKind.String };

    /// <summary>The names by which entries may name a token.</summary>
    /// <param name="payload">Its payload.</param>
    /// <param name="issuer">The name of its issuer in entries.</param>
    public RevocationNames NamesIn(scoped in VerifiedPayload payload, UInt128 issuer) => new(
        NameOf(_asksTokenId, payload, payload.TokenId, issuer, RevocationClaim.TokenId),
        NameOf(_asksSessionId, payload, payload.SessionId, issuer, RevocationClaim.SessionId),
        NameOf(_asksSubject, payload, payload.Subject, issuer, RevocationClaim.Subject),
        payload.Times.IssuedAt);

    /// <summary>Judges a remembered token.</summary>
    public bool IsMetBy(RememberedNames token, long now, out RefusalReason reason)
    {
        // Read before the sets are: an entry that comes in between makes it outdated.
        long version = 0;
        foreach (RevocationSource source in _sources)
        {
            version += source.Set.Version;
        }

        if (token.ClearedAt == version)
        {
            return IsComplete(now, out reason);
        }

        bool isMet = IsMetBy(token.Names, now, out reason);
        if (isMet || reason != RefusalReason.TokenRevoked)
        {
            token.ClearedAt = version;
        }

        return isMet;
    }

    /// <summary>Judges a token.</summary>
    public bool IsMetBy(in RevocationNames names, long now, out RefusalReason reason)
    {
        foreach (RevocationSource source in _sources)
        {
            if (source.Set.Contains(names, now))
            {
                reason = RefusalReason.TokenRevoked;
                return false;
            }
        }

        return IsComplete(now, out reason);
    }

    private bool IsComplete(long now, out RefusalReason reason)
    {
        reason = RefusalReason.RevocationUnavailable;
        foreach (RevocationSource source in _sources)
        {
            // Both are cut to whole seconds, so that the true age may be nearly a second more.
            if (now - source.CompleteAt >= _maximumStaleness)
            {
                if (_isDenying)
                {
                    return false;
                }

                source.CountUnchecked();
            }
        }

        return true;
    }

    private static UInt128 NameOf(
        bool isAsked, scoped in VerifiedPayload payload, ClaimSlot slot, UInt128 issuer, RevocationClaim claim) =>
        isAsked && slot.IsPresent
            ? RevocationName.Of(issuer, claim, slot.In(payload.Text), slot.IsEscaped)
            : UInt128.Zero;
}
