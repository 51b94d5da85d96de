namespace Authz.Tokens;

/// <summary>The places of one payload's claims. Only offsets: the text counts only after the signature is verified.</summary>
internal struct PayloadClaims
{
    public ClaimSlot Issuer;
    public ClaimSlot Subject;
    public ClaimSlot TokenId;
    public ClaimSlot SessionId;
    public ClaimSlot Audience;
    public ClaimSlot ClientId;
    public ClaimSlot Scope;
    public ClaimSlot Scp;
    public TokenTimes Times;
    public ClaimSlot Confirmation;
}
