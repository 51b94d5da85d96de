namespace Authz.Keys.Refreshing;

/// <summary>The result of asking for a refresh. The zero value proves nothing.</summary>
internal enum KeyRefreshOutcome : byte
{
    /// <summary>No refresh can start now, and the last one failed: nothing is known about keys missing in the set.</summary>
    Unavailable = 0,

    /// <summary>No refresh can start yet, and the last one began before this key was asked for: nothing is known about it.</summary>
    BudgetSpent,

    /// <summary>A fetch is under way: <see cref="IssuerKeys.WaitAsync"/>, then look again.</summary>
    Pending,

    /// <summary>The set is fresh enough to be trusted: the issuer has no other keys.</summary>
    Completed,
}
