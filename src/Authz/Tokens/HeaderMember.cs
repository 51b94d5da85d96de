namespace Authz.Tokens;

/// <summary>The header members that mean something here (RFC 7515 section 4.1, RFC 7797 section 3, RFC 7516 section 4.1.3).</summary>
internal enum HeaderMember : byte
{
    /// <summary>A member that is not understood and therefore ignored (RFC 7515 section 4).</summary>
    Other = 0,
    Algorithm,
    KeyId,
    Type,
    ContentType,

    /// <summary><c>x5t</c> or <c>x5t#S256</c>, which name no key here, yet must be strings.</summary>
    Thumbprint,

    /// <summary><c>crit</c>, <c>b64</c>, <c>zip</c>, or a key or the address of one: the token is refused.</summary>
    Refused,

    /// <summary>A claim repeated in the header (RFC 7519 section 5.3), which only encrypted tokens need: the token is refused.</summary>
    ReplicatedClaim,
}
