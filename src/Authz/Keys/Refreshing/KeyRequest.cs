using Authz.Tokens;

namespace Authz.Keys.Refreshing;

/// <summary>A token's request for fresh keys, made when the look-up was not enough.</summary>
/// <param name="reason">Why the look-up was not enough.</param>
/// <param name="query">What the token says about its key.</param>
/// <param name="rejected">The keys under which the signature failed; none for the other reasons.</param>
internal readonly ref struct KeyRequest(KeyRefreshReason reason, KeyQuery query, KeyMatch rejected = default)
{
    public KeyRefreshReason Reason { get; } = reason;

    public KeyQuery Query { get; } = query;

    public KeyMatch Rejected { get; } = rejected;

    /// <summary>Whether this look-up offers something that the previous one did not.</summary>
    public bool IsAnsweredBy(KeyLookupStatus status, KeyMatch found) => Reason switch
    {
        KeyRefreshReason.FirstUse => status != KeyLookupStatus.NoKeys,
        KeyRefreshReason.UnknownKeyId => status is KeyLookupStatus.Found or KeyLookupStatus.AlgorithmNotBound,
        _ => found != Rejected,
    };

    /// <summary>The same request in a form that outlives the token's buffer, for <see cref="IssuerKeys.WaitAsync"/>.</summary>
    public KeyWait ToWait() => new(Reason, Query, Rejected);
}

/// <summary>A <see cref="KeyRequest"/> that waits.</summary>
internal sealed class KeyWait(KeyRefreshReason reason, KeyQuery query, KeyMatch rejected)
{
    public static readonly TimeSpan FirstSetLimit = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan RefreshLimit = TimeSpan.FromMilliseconds(500);

    private readonly TokenIssuer _issuer = query.Issuer;
    private readonly KeyReferenceKind _kind = query.Reference.Kind;
    private readonly byte[] _name = query.Reference.Name.ToArray();
    private readonly JwsAlgorithm _algorithm = query.Algorithm;

    public KeyRefreshReason Reason => reason;

    public KeyRequest Request => new(reason, new KeyQuery(_issuer, new KeyReference(_kind, _name), _algorithm), rejected);

    /// <summary>How long the request waits at most.</summary>
    public TimeSpan Limit => reason == KeyRefreshReason.FirstUse ? FirstSetLimit : RefreshLimit;
}
