namespace Authz.Revoking;

/// <summary>A token as entries may name it: the names of its claims, zero for one that it lacks or that is not asked for.</summary>
/// <param name="TokenId">Of its <c>jti</c>.</param>
/// <param name="SessionId">Of its <c>sid</c>.</param>
/// <param name="Subject">Of its <c>sub</c>.</param>
/// <param name="IssuedAt">Its <c>iat</c>; null if it has none.</param>
internal readonly record struct RevocationNames(UInt128 TokenId, UInt128 SessionId, UInt128 Subject, long? IssuedAt);

/// <summary>The names of a remembered token.</summary>
internal sealed class RememberedNames(in RevocationNames names)
{
    private readonly RevocationNames _names = names;
    private long _clearedAt;

    public ref readonly RevocationNames Names => ref _names;

    /// <summary>
    /// The version of the sets that the token was last looked for in vain: it need not be looked for in the same ones again.
    /// </summary>
    public long ClearedAt
    {
        get => Volatile.Read(ref _clearedAt);
        set => Volatile.Write(ref _clearedAt, value);
    }
}
