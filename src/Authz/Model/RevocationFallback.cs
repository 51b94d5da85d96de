namespace Authz;

/// <summary>What becomes of a token if it cannot be told whether it is revoked.</summary>
public enum RevocationFallback : byte
{
    /// <summary>It is refused: <see cref="RefusalReason.RevocationUnavailable"/>.</summary>
    Deny = 0,

    /// <summary>It is judged by the entries that are known, and counted (<see cref="RevocationStatus.Unchecked"/>).</summary>
    Allow,
}
