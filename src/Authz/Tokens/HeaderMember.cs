namespace Authz.Tokens;

/// <summary>The header members that mean something here (RFC 7515 section 4.1, RFC 7797 section 3, RFC 7516 section 4.1.3).</summary>
internal enum HeaderMember : byte
{
    /// <summary>
    /// A member that is ignored (RFC 7515 section 4): one that is not understood, and <c>jku</c>, <c>jwk</c>, <c>x5u</c> and
    /// <c>x5c</c>, with which a token would bring its own key.
    /// </summary>
    Other = 0,
    Algorithm,
    KeyId,
    Type,
    ContentType,

    Sha1Thumbprint,
    Sha256Thumbprint,

    /// <summary><c>crit</c>, <c>b64</c> or <c>zip</c>, which change what is signed or how: the token is refused.</summary>
    Refused,

    /// <summary>A claim repeated in the header (RFC 7519 section 5.3), which only encrypted tokens need: the token is refused.</summary>
    ReplicatedClaim,
}

/// <summary>Recognizes header members by their unescaped names.</summary>
internal static class HeaderMembers
{
    public static HeaderMember Identify(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 => IdentifyThree(name),
        4 when name.SequenceEqual("crit"u8) => HeaderMember.Refused,
        8 when name.SequenceEqual("x5t#S256"u8) => HeaderMember.Sha256Thumbprint,
        _ => HeaderMember.Other,
    };

    private static HeaderMember IdentifyThree(ReadOnlySpan<byte> name) => (name[0], name[1], name[2]) switch
    {
        ((byte)'a', (byte)'l', (byte)'g') => HeaderMember.Algorithm,
        ((byte)'k', (byte)'i', (byte)'d') => HeaderMember.KeyId,
        ((byte)'t', (byte)'y', (byte)'p') => HeaderMember.Type,
        ((byte)'c', (byte)'t', (byte)'y') => HeaderMember.ContentType,
        ((byte)'b', (byte)'6', (byte)'4') => HeaderMember.Refused,
        ((byte)'z', (byte)'i', (byte)'p') => HeaderMember.Refused,
        ((byte)'x', (byte)'5', (byte)'t') => HeaderMember.Sha1Thumbprint,
        ((byte)'i', (byte)'s', (byte)'s') => HeaderMember.ReplicatedClaim,
        ((byte)'s', (byte)'u', (byte)'b') => HeaderMember.ReplicatedClaim,
        ((byte)'a', (byte)'u', (byte)'d') => HeaderMember.ReplicatedClaim,
        _ => HeaderMember.Other,
    };
}
