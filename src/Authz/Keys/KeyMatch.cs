namespace Authz.Keys;

/// <summary>
/// The keys to try on a token: one, or two that the issuer publishes under one name. The zero value has none.
/// </summary>
internal readonly record struct KeyMatch(VerificationKey? First, VerificationKey? Second = null)
{
    public bool Contains(VerificationKey key) => ReferenceEquals(First, key) || ReferenceEquals(Second, key);
}
