namespace Authz.Tokens;

/// <summary>Where the claims of one payload stand. Offsets alone: what they point at counts only after the signature.</summary>
internal struct PayloadClaims
{
    public ClaimSlot Issuer;
    public ClaimSlot Subject;
    public ClaimSlot Audience;
    public ClaimSlot ClientId;
    public ClaimSlot Scope;
    public ClaimSlot Scp;
    public TokenTimes Times;
    public bool HasConfirmation;
}
