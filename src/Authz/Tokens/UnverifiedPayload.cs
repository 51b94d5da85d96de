namespace Authz.Tokens;

/// <summary>
/// A payload before its signature is verified. It gives the issuer, which selects the keys, and the times, which refuse cheaply;
/// nothing else can be read from it.
/// </summary>
internal readonly ref struct UnverifiedPayload
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly PayloadClaims _claims;
    private readonly ReadOnlySpan<ClaimSlot> _noted;

    public UnverifiedPayload(ReadOnlySpan<byte> payload, scoped in PayloadClaims claims, ReadOnlySpan<ClaimSlot> noted)
    {
        _payload = payload;
        _claims = claims;
        _noted = noted;
    }

    /// <summary>The raw text of <c>iss</c>; empty if it is absent.</summary>
    public ReadOnlySpan<byte> RawIssuer => _claims.Issuer.In(_payload);

    public bool HasIssuer => _claims.Issuer.IsPresent;

    public bool IsIssuerEscaped => _claims.Issuer.IsEscaped;

    public TokenTimes Times => _claims.Times;

    /// <summary>The payload as verified; only <see cref="Signatures.SignatureCheck"/> calls this, after verifying the signature.</summary>
    public VerifiedPayload AfterSignature() => new(_payload, _claims, _noted);
}
