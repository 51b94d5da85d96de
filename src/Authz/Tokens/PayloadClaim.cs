namespace Authz.Tokens;

/// <summary>
/// The claims that mean something here (RFC 7519 section 4.1, RFC 8693 sections 4.2 and 4.3, RFC 7800 section 3.1; <c>scp</c> is of no
/// RFC, <c>sid</c> of OpenID Connect).
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
    SessionId,
    Scope,
    Scp,
    Confirmation,
}

/// <summary>Recognizes claims by their unescaped names.</summary>
internal static class PayloadClaimNames
{
    public static PayloadClaim Identify(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 => IdentifyThree(name),
        5 when name.SequenceEqual("scope"u8) => PayloadClaim.Scope,
        9 when name.SequenceEqual("client_id"u8) => PayloadClaim.ClientId,
        _ => PayloadClaim.Other,
    };

    private static PayloadClaim IdentifyThree(ReadOnlySpan<byte> name) => (name[0], name[1], name[2]) switch
    {
        ((byte)'i', (byte)'s', (byte)'s') => PayloadClaim.Issuer,
        ((byte)'s', (byte)'u', (byte)'b') => PayloadClaim.Subject,
        ((byte)'a', (byte)'u', (byte)'d') => PayloadClaim.Audience,
        ((byte)'e', (byte)'x', (byte)'p') => PayloadClaim.Expires,
        ((byte)'n', (byte)'b', (byte)'f') => PayloadClaim.NotBefore,
        ((byte)'i', (byte)'a', (byte)'t') => PayloadClaim.IssuedAt,
        ((byte)'j', (byte)'t', (byte)'i') => PayloadClaim.TokenId,
        ((byte)'s', (byte)'i', (byte)'d') => PayloadClaim.SessionId,
        ((byte)'s', (byte)'c', (byte)'p') => PayloadClaim.Scp,
        ((byte)'c', (byte)'n', (byte)'f') => PayloadClaim.Confirmation,
        _ => PayloadClaim.Other,
    };
}
