using Authz.Tokens;

namespace Authz.Keys.Refreshing;

/// <summary>A token's request for fresh keys, made when the look-up was not enough.</summary>
/// <param name="reason">Why the look-up was not enough.</param>
/// <param name="keyId">The token's <c>kid</c>, UTF-8.</param>
/// <param name="algorithm">The token's algorithm.</param>
/// <param name="rejected">The key under which the signature failed; null for the other reasons.</param>
internal readonly ref struct KeyRequest(
    KeyRefreshReason reason, ReadOnlySpan<byte> keyId, JwsAlgorithm algorithm, VerificationKey? rejected = null)
{
    public KeyRefreshReason Reason { get; } = reason;

    public ReadOnlySpan<byte> KeyId { get; } = keyId;

    public JwsAlgorithm Algorithm { get; } = algorithm;

    public VerificationKey? Rejected { get; } = rejected;

    /// <summary>Whether this look-up offers something that the previous one did not.</summary>
    public bool IsAnsweredBy(KeyLookupStatus status, VerificationKey? found) => Reason switch
    {
        KeyRefreshReason.FirstUse => status != KeyLookupStatus.NoKeys,
        KeyRefreshReason.UnknownKeyId => status is KeyLookupStatus.Found or KeyLookupStatus.AlgorithmNotBound,
        _ => !ReferenceEquals(found, Rejected),
    };

    /// <summary>The same request in a form that outlives the token's buffer, for <see cref="IssuerKeys.WaitAsync"/>.</summary>
    public KeyWait ToWait() => new(Reason, KeyId.ToArray(), Algorithm, Rejected);
}

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
