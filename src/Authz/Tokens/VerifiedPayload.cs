namespace Authz.Tokens;

/// <summary>A payload whose signature was verified, still on the stack.</summary>
internal readonly ref struct VerifiedPayload
{
    private readonly PayloadClaims _claims;

    public VerifiedPayload(ReadOnlySpan<byte> payload, scoped in PayloadClaims claims, ReadOnlySpan<ClaimSlot> noted)
    {
        Text = payload;
        Noted = noted;
        _claims = claims;
    }

    /// <summary>The decoded JSON text.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The places of the claims that conditions compare, in the order of the authorizer's <see cref="ClaimPlan"/>.</summary>
    public ReadOnlySpan<ClaimSlot> Noted { get; }

    public TokenTimes Times => _claims.Times;

    public ClaimSlot Subject => _claims.Subject;

    /// <summary>The claim <c>jti</c>.</summary>
    public ClaimSlot TokenId => _claims.TokenId;

    /// <summary>The claim <c>sid</c>, whatever its type.</summary>
    public ClaimSlot SessionId => _claims.SessionId;

    public ClaimSlot Audience => _claims.Audience;

    public ClaimSlot ClientId => _claims.ClientId;

    /// <summary>The claim that holds the scopes: <c>scp</c>, or else <c>scope</c>.</summary>
    public ClaimSlot Scopes => _claims.Scp.IsPresent ? _claims.Scp : _claims.Scope;

    /// <summary>The claim <c>cnf</c>, whatever its type.</summary>
    public ClaimSlot Confirmation => _claims.Confirmation;
}
