using System.Text;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Claims;

/// <summary>Compares the claim that names a token's audience with the configured audiences: the first claim that is present decides.</summary>
internal sealed class AudienceCheck
{
    private readonly byte[][] _audiences;

    // Null for aud and then client_id, which every payload is read for.
    private readonly ClaimPath[]? _claims;

    /// <param name="audiences">The accepted values.</param>
    /// <param name="claims">The claims' names; null for <c>aud</c>, or <c>client_id</c> in its absence (AWS).</param>
    public AudienceCheck(IReadOnlyList<string> audiences, IReadOnlyList<string>? claims)
    {
        _audiences = [.. audiences.Select(Encoding.UTF8.GetBytes)];
        _claims = claims is null ? null : [.. claims.Select(ClaimPath.Parse)];
    }

    /// <summary>RFC 7519 section 4.1.3: one value must be ours. On false <paramref name="reason"/> says why not.</summary>
    public bool IsMetBy(scoped in VerifiedPayload payload, out RefusalReason reason)
    {
        ClaimSlot slot = _claims is not null ? FindIn(payload.Text)
            : payload.Audience.IsPresent ? payload.Audience
            : payload.ClientId;
        if (!slot.IsPresent)
        {
            reason = RefusalReason.ClaimMissing;
            return false;
        }

        if (!IsSound(payload.Text, slot))
        {
            reason = RefusalReason.ClaimMalformed;
            return false;
        }

        reason = RefusalReason.AudienceMismatch;
        return IsOurs(payload.Text, slot);
    }

    private ClaimSlot FindIn(ReadOnlySpan<byte> payload)
    {
        foreach (ClaimPath claim in _claims!)
        {
            if (claim.Find(payload) is { IsPresent: true } slot)
            {
                return slot;
            }
        }

        return default;
    }

    // aud and client_id were read strictly with the payload; other claims are judged here, alike.
    private bool IsSound(ReadOnlySpan<byte> payload, ClaimSlot slot)
    {
        if (_claims is null)
        {
            return true;
        }

        if (slot.Kind is not (JsonTokenKind.String or JsonTokenKind.StartArray))
        {
            return false;
        }

        int count = 0;
        var values = new ClaimStrings(payload, slot);
        while (values.MoveNext())
        {
            if (values.Raw.IsEmpty || ++count > TokenLimits.Audiences)
            {
                return false;
            }
        }

        return count > 0;
    }

    private bool IsOurs(ReadOnlySpan<byte> payload, ClaimSlot slot)
    {
        var values = new ClaimStrings(payload, slot);
        while (values.MoveNext())
        {
            foreach (byte[] audience in _audiences)
            {
                if (JsonText.Equals(values.Raw, values.IsEscaped, audience))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
