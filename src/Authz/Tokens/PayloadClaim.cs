namespace Authz.Tokens;

/// <summary>
/// The claims that mean something here (RFC 7519 section 4.1, RFC 8693 sections 4.2 and 4.3, RFC 7800 section 3.1; <c>scp</c> is of no
/// RFC).
/// </summary>
internal enum PayloadClaim : byte
{
    /// <summary>A claim that validation ignores (RFC 7519 section 4).</summary>
    Other = 0,
    Issuer,
    Subject,
    Audience,
    ClientId,
    Expires,
    NotBefore,
    IssuedAt,
    TokenId,
    Scope,
    Scp,
    Confirmation,
}
