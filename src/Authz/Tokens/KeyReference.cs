namespace Authz.Tokens;

/// <summary>
/// How a token's header names its key: by <c>kid</c> alone if it has one, else by <c>x5t#S256</c>, else by <c>x5t</c> (RFC 7515
/// sections 4.1.4, 4.1.8, 4.1.7). The zero value names no key.
/// </summary>
internal readonly ref struct KeyReference
{
    public KeyReference(KeyReferenceKind kind, ReadOnlySpan<byte> name)
    {
        Kind = kind;
        Name = name;
    }

    public KeyReferenceKind Kind { get; }

    /// <summary>The member's value, unescaped; empty only if no member names a key.</summary>
    public ReadOnlySpan<byte> Name { get; }
}

/// <summary>The header member by which a token names its key.</summary>
internal enum KeyReferenceKind : byte
{
    None = 0,
    KeyId,
    Sha256Thumbprint,
    Sha1Thumbprint,
}
