using Authz.Tokens;

namespace Authz.Keys.Refreshing;

/// <summary>A <see cref="KeyRequest"/> that waits.</summary>
internal sealed class KeyWait(KeyRefreshReason reason, byte[] keyId, JwsAlgorithm algorithm, VerificationKey? rejected)
{
    public static readonly TimeSpan FirstSetLimit = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan RefreshLimit = TimeSpan.FromMilliseconds(500);

    public KeyRefreshReason Reason => reason;

    public KeyRequest Request => new(reason, keyId, algorithm, rejected);

    /// <summary>How long the request waits at most.</summary>
    public TimeSpan Limit => reason == KeyRefreshReason.FirstUse ? FirstSetLimit : RefreshLimit;
}
