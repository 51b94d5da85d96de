using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Authz.Claims;
using Authz.Keys;
using Authz.Remembering;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Authorizers;

/// <summary>Verifies the tokens of one authorizer: steps 4 to 8 of a request's way.</summary>
internal sealed class TokenVerifier
{
    private readonly IssuerTable _issuers;
    private readonly RememberedTokens? _remembered;

    /// <summary>Verifies tokens of these issuers.</summary>
    /// <param name="issuers">The authorizer's issuers.</param>
    /// <param name="remembered">Where accepted tokens are remembered; null where none are.</param>
    public TokenVerifier(IReadOnlyList<CompiledIssuer> issuers, RememberedTokens? remembered)
    {
        _issuers = new IssuerTable(issuers);
        _remembered = remembered;
    }

    /// <summary>Verifies a token; on false <paramref name="refusal"/> says why not.</summary>
    /// <param name="text">The token's characters.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="rejected">The key that refused this token's signature before the request waited for another; mostly null.</param>
    /// <param name="workspace">Memory for a token of this length.</param>
    /// <param name="credential">The verified token.</param>
    /// <param name="refusal">Why the token is refused.</param>
    public bool TryVerify(
        TokenText text, long now, VerificationKey? rejected, TokenWorkspace workspace, out Credential credential, out TokenRefusal refusal)
    {
        credential = default;

        // A token is ASCII; whatever else arrived is not one.
        if (Ascii.FromUtf16(text.Characters, workspace.Token, out _) != OperationStatus.Done)
        {
            refusal = RefusalReason.TokenMalformed;
            return false;
        }

        if (_remembered is null)
        {
            return TryVerifyFirstSight(now, rejected, workspace, out credential, out refusal);
        }

        // 4. Token remembered, its key still in force: only the clock is left to ask
        ulong hash = _remembered.Hash(workspace.Token);
        VerifiedToken? token = _remembered.Find(hash, workspace.Token, this);
        if (token is not null && token.Key.Source.IsInForce(token.Key, now))
        {
            credential = new Credential(token);
            bool isInForce = LifetimeCheck.IsInForce(token.Times, now, token.IssuedBy.ClockSkew, out RefusalReason reason);
            refusal = reason;
            return isInForce;
        }

        if (!TryVerifyFirstSight(now, rejected, workspace, out credential, out refusal))
        {
            return false;
        }

        token = new VerifiedToken(credential.Payload, credential.Issuer!, credential.Key!, credential.Algorithm);
        credential = new Credential(_remembered.Add(hash, workspace.Token, this, token, now));
        return true;
    }

    private bool TryVerifyFirstSight(
        long now, VerificationKey? rejected, TokenWorkspace workspace, out Credential credential, out TokenRefusal refusal)
    {
        credential = default;

        // 5. Split and read
        if (!TokenReading.TryRead(workspace, out CompactJws jws, out UnverifiedHeader header, out UnverifiedPayload unverified, out RefusalReason reason)
            || !TryFindIssuer(header, unverified, now, out CompiledIssuer? issuer, out reason))
        {
            refusal = new TokenRefusal(reason, header.Algorithm);
            return false;
        }

        // 6. Key
        KeyLookupStatus status = issuer.Keys.Find(header.KeyId, header.Algorithm, now, out VerificationKey? key);
        if (status != KeyLookupStatus.Found || key is null)
        {
            refusal = KeyRefusals.WithoutKey(status, issuer, header);
            return false;
        }

        // 7. Signature; once more after a wait only where the key has changed
        if (ReferenceEquals(key, rejected)
            || !SignatureCheck.TryVerify(jws, header.Algorithm, key.Verifier, unverified, out VerifiedPayload payload))
        {
            refusal = KeyRefusals.WithoutSignature(issuer, header, key);
            return false;
        }

        // 8. Claims
        if (!AreClaimsMet(payload, issuer, out reason))
        {
            refusal = reason;
            return false;
        }

        credential = new Credential(payload, issuer, key, header.Algorithm);
        refusal = default;
        return true;
    }

    // What can be judged before the signature, because it only refuses: the issuer selects rules and keys, the times are compared.
    private bool TryFindIssuer(
        UnverifiedHeader header, UnverifiedPayload payload, long now, [NotNullWhen(true)] out CompiledIssuer? issuer, out RefusalReason reason)
    {
        issuer = null;
        if (!payload.HasIssuer)
        {
            reason = RefusalReason.ClaimMissing;
            return false;
        }

        issuer = _issuers.Find(payload.RawIssuer, payload.IsIssuerEscaped);
        if (issuer is null)
        {
            reason = RefusalReason.IssuerMismatch;
            return false;
        }

        // RFC 8725 section 3.1: the algorithms are the configuration's choice, never the token's.
        if (!issuer.Algorithms.Contains(header.Algorithm))
        {
            reason = RefusalReason.AlgorithmNotAllowed;
            return false;
        }

        if (issuer.RequiredType.Length > 0 && !MediaType.Names(header.Type, issuer.RequiredType))
        {
            reason = RefusalReason.TokenTypeMismatch;
            return false;
        }

        return LifetimeCheck.IsInForce(payload.Times, now, issuer.ClockSkew, out reason);
    }

    // iss, exp, nbf and iat were held against the same bytes before the signature; these had to wait for it.
    private static bool AreClaimsMet(scoped in VerifiedPayload payload, CompiledIssuer issuer, out RefusalReason reason)
    {
        if (!AudienceCheck.IsMet(payload, issuer.Audiences))
        {
            reason = payload.Audience.IsPresent || payload.ClientId.IsPresent ? RefusalReason.AudienceMismatch : RefusalReason.ClaimMissing;
            return false;
        }

        // RFC 7800 section 3.1: a token bound to its sender's key is no bearer token.
        reason = RefusalReason.ConfirmationUnsupported;
        return !(issuer.RefusesConfirmation && payload.HasConfirmation);
    }
}
