namespace Authz;

/// <summary>The claim by which an entry names the tokens that it revokes.</summary>
public enum RevocationClaim : byte
{
    /// <summary>One token, by its <c>jti</c> (RFC 7519 section 4.1.7).</summary>
    TokenId = 0,

    /// <summary>All tokens of a session, by <c>sid</c> (OpenID Connect Back-Channel Logout 1.0 section 2.1).</summary>
    SessionId,

    /// <summary>All tokens of a user that were issued up to a time, by <c>sub</c>.</summary>
    Subject,
}
