using System.Diagnostics.CodeAnalysis;
using Authz.Binding;
using Authz.Claims;
using Authz.Decisions;
using Authz.Explaining;
using Authz.Keys;
using Authz.Remembering;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Verification;

/// <summary>Verifies the tokens of one authorizer: steps 4 to 8 of a request.</summary>
internal sealed class TokenVerifier
{
    private readonly IssuerTable _issuers;
    private readonly RememberedTokens? _remembered;
    private readonly KeyEpoch _keyEpoch;
    private readonly BindingCheck? _binding;

    // Of the last accepted token: a stranger's header is never kept.
    private volatile KnownHeader? _lastHeader;

    /// <summary>Verifies tokens of these issuers.</summary>
    /// <param name="issuers">The authorizer's issuers.</param>
    /// <param name="remembered">Remembers accepted tokens; null to remember none.</param>
    /// <param name="binding">Which bound tokens are accepted; null for none.</param>
    public TokenVerifier(IReadOnlyList<CompiledIssuer> issuers, RememberedTokens? remembered, BindingCheck? binding = null)
    {
        _binding = binding;
        _issuers = new IssuerTable(issuers);
        _remembered = remembered;
        _keyEpoch = issuers.Select(issuer => issuer.Keys.Epoch).Distinct().Single();
    }

    /// <summary>The remembered token with these characters, if its key is still in force; null if it must be verified.</summary>
    /// <param name="characters">The token's characters.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    public VerifiedToken? Recall(ReadOnlySpan<char> characters, long now)
    {
        VerifiedToken? token = _remembered?.Find(characters, this);
        return token is not null && token.IsKeyInForce(_keyEpoch, now) ? token : null;
    }

    /// <summary>Whether a token that this verifier has accepted is still accepted.</summary>
    public bool IsInForce(VerifiedToken token, long now) =>
        token.IsKeyInForce(_keyEpoch, now) && LifetimeCheck.IsInForce(token.Times, now, token.ClockSkew, out _);

    /// <summary>Remembers a token that <see cref="TryVerify"/> has just accepted, if tokens are remembered at all.</summary>
    public AcceptedToken Remember(ReadOnlySpan<char> characters, AcceptedToken verified, long now)
    {
        if (_remembered is null)
        {
            return verified;
        }

        return new AcceptedToken(_remembered.Add(characters, this, verified.ToToken(), now));
    }

    /// <summary>Verifies a token; on false <paramref name="refusal"/> says why not.</summary>
    /// <param name="workspace">The token's characters, and memory for reading them.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="pass">What is known of the token before.</param>
    /// <param name="accepted">The verified token.</param>
    /// <param name="refusal">Why the token is refused.</param>
    public bool TryVerify(
        in TokenWorkspace workspace, long now, in DecisionPass pass, out AcceptedToken accepted, out TokenRefusal refusal)
    {
        accepted = default;
        DecisionTrace? trace = pass.Trace;

        // 5. Split and read
        if (!TokenReading.TryRead(workspace, _lastHeader, out TokenParts parts, out RefusalReason reason)
            || !TryAdmit(parts.Header, parts.Payload, now, trace, out CompiledIssuer? issuer, out reason))
        {
            refusal = new TokenRefusal(reason, parts.Header.Algorithm);
            return false;
        }

        // 6. Key, 7. Signature
        var query = new KeyQuery(issuer.TokenIssuer, parts.Header.Key, parts.Header.Algorithm);
        if (!TryFindKeys(issuer, query, now, trace, out KeyMatch match, out refusal))
        {
            return false;
        }

        if (!TokenReading.TryReadSignature(workspace, ref parts, out reason)
            || !TryVerifySignature(parts, match, pass, out VerificationKey? key, out VerifiedPayload payload))
        {
            refusal = reason == RefusalReason.TokenMalformed ? reason : KeyRefusals.ForBadSignature(issuer, query, match);
            return false;
        }

        // 8. Claims
        trace?.IsSigned = true;
        if (!AreClaimsMet(payload, issuer, out reason) || !TryReadConfirmation(payload, issuer, out Confirmation? confirmation, out reason))
        {
            refusal = reason;
            return false;
        }

        LearnHeader(key, parts);
        accepted = new AcceptedToken(payload, issuer, key, parts.Header.Algorithm, parts.Header.Type, confirmation);
        return true;
    }

    private static bool TryFindKeys(
        CompiledIssuer issuer, KeyQuery query, long now, DecisionTrace? trace, out KeyMatch match, out TokenRefusal refusal)
    {
        KeyLookupStatus status = issuer.Keys.Find(query, now, out match);
        trace?.KeyStatus = status;
        bool isFound = status == KeyLookupStatus.Found && match.First is not null;
        refusal = isFound ? default : KeyRefusals.ForMissingKey(status, issuer, query);
        return isFound;
    }

    private static bool TryVerifySignature(
        scoped in TokenParts parts,
        KeyMatch match,
        in DecisionPass pass,
        [NotNullWhen(true)] out VerificationKey? key,
        out VerifiedPayload payload)
    {
        key = match.First;
        if (IsSignedWith(key, parts, pass, out payload))
        {
            return true;
        }

        key = match.Second;
        return IsSignedWith(key, parts, pass, out payload);
    }

    // A signature that failed before the request waited is checked once more only under keys that are new.
    private static bool IsSignedWith(
        [NotNullWhen(true)] VerificationKey? key, scoped in TokenParts parts, in DecisionPass pass, out VerifiedPayload payload)
    {
        payload = default;
        if (key is null || pass.Rejected.Contains(key))
        {
            return false;
        }

        if (pass.Vouched is { } vouched && vouched.PublicKey.Equals(key.PublicKey))
        {
            payload = SignatureCheck.Repeat(parts.Payload);
            return true;
        }

        return SignatureCheck.TryVerify(
            parts.Jws.SigningInput, parts.Signature, parts.Header.Algorithm, key.Verifier, parts.Payload, out payload);
    }

    // One for each key, so that tokens of several issuers in turn do not make one after the other.
    private void LearnHeader(VerificationKey key, scoped in TokenParts parts)
    {
        KnownHeader header = key.Header ??= new KnownHeader(parts.Jws.Header, parts.Header);
        if (!ReferenceEquals(_lastHeader, header))
        {
            _lastHeader = header;
        }
    }

    // Checks that may precede the signature because they only refuse: the issuer selects rules and keys, the times are compared.
    private bool TryAdmit(
        UnverifiedHeader header,
        UnverifiedPayload payload,
        long now,
        DecisionTrace? trace,
        [NotNullWhen(true)] out CompiledIssuer? issuer,
        out RefusalReason reason)
    {
        issuer = null;
        if (!payload.HasIssuer)
        {
            reason = RefusalReason.ClaimMissing;
            return false;
        }

        issuer = _issuers.Find(payload.RawIssuer, payload.IsIssuerEscaped);
        trace?.Issuer = issuer;
        if (issuer is null)
        {
            reason = RefusalReason.IssuerMismatch;
            return false;
        }

        return IsHeaderAccepted(header, issuer, out reason) && LifetimeCheck.IsInForce(payload.Times, now, issuer.ClockSkew, out reason);
    }

    private static bool IsHeaderAccepted(UnverifiedHeader header, CompiledIssuer issuer, out RefusalReason reason)
    {
        // RFC 8725 section 3.1: the algorithms are the configuration's choice, never the token's.
        if (!issuer.Algorithms.Contains(header.Algorithm))
        {
            reason = RefusalReason.AlgorithmNotAllowed;
            return false;
        }

        // No key is ever guessed, unless the definition lets the only one that fits stand for it.
        if (!issuer.AcceptsReference(header.Key.Kind))
        {
            reason = RefusalReason.TokenMalformed;
            return false;
        }

        reason = RefusalReason.TokenTypeMismatch;
        return issuer.RequiredType.Length == 0 || MediaType.Names(header.Type, issuer.RequiredType);
    }

    // iss, exp, nbf and iat were checked on the same bytes before the signature; these must follow it.
    private static bool AreClaimsMet(scoped in VerifiedPayload payload, CompiledIssuer issuer, out RefusalReason reason)
    {
        if (!issuer.Audience.IsMetBy(payload, out reason) || (issuer.Tenant is { } tenant && !tenant.IsMetBy(payload, out reason)))
        {
            return false;
        }

        reason = RefusalReason.ClaimMalformed;
        return issuer.Scopes.IsSoundIn(payload) && issuer.Revocation?.IsSoundIn(payload) != false;
    }

    // RFC 7800 section 3.1: a token bound to its sender's key is no bearer token. What it is bound to is proven for each request anew.
    private bool TryReadConfirmation(
        scoped in VerifiedPayload payload, CompiledIssuer issuer, out Confirmation? confirmation, out RefusalReason reason)
    {
        reason = RefusalReason.ConfirmationUnsupported;
        confirmation = Confirmation.Read(payload, issuer);
        return confirmation is null ? !Confirmation.IsIn(payload, issuer) : _binding?.Accepts(confirmation) == true;
    }
}
