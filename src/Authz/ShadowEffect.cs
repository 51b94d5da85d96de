namespace Authz;

/// <summary>What a shadow would do with a request.</summary>
public enum ShadowEffect : byte
{
    /// <summary>Refuse it, though it is allowed.</summary>
    WouldDeny,

    /// <summary>Allow it, though it is refused.</summary>
    WouldAllow,
}
