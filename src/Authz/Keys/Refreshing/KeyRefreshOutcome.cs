namespace Authz.Keys.Refreshing;

/// <summary>What asking for a refresh led to. The zero value proves nothing.</summary>
internal enum KeyRefreshOutcome : byte
{
    /// <summary>No refresh is to be had now, and none has lately succeeded: nothing is known about keys that the set lacks.</summary>
    Unavailable = 0,

    /// <summary>A fetch is under way: <see cref="IssuerKeys.WaitAsync"/>, then look again.</summary>
    Pending,

    /// <summary>The set is fresh enough to be believed: the issuer has no key that the set lacks.</summary>
    Completed,
}
