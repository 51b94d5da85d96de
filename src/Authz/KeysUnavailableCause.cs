namespace Authz;

/// <summary>Why the keys for a token were unavailable, so that operators can tell an outage from strangers who try random key names.</summary>
public enum KeysUnavailableCause : byte
{
    /// <summary>The issuer's keys were never fetched, or are too old to be relied on: an outage, or an issuer that is set up wrongly.</summary>
    NoKeys = 0,

    /// <summary>The token names a key that the set lacks, and the fetch that looked for it failed.</summary>
    RefreshFailed,

    /// <summary>The token names a key that the set lacks, and the fetch that looks for it has not ended within the request's wait.</summary>
    RefreshPending,

    /// <summary>
    /// The token names a key that the set lacks, and tokens may not cause another fetch yet. Anyone can bring this about with tokens that
    /// name random keys: keep it out of alerts.
    /// </summary>
    RefreshBudgetSpent,
}
