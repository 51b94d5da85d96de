namespace Authz;

/// <summary>The stable code of each <see cref="KeysUnavailableCause"/>.</summary>
public static class KeysUnavailableCauseExtensions
{
    /// <summary>
    /// The cause's code: <c>no_keys</c>, <c>refresh_failed</c>, <c>refresh_pending</c> or <c>refresh_budget_spent</c>; stable across
    /// versions, safe as a metric tag.
    /// </summary>
    public static string ToCode(this KeysUnavailableCause cause) => cause switch
    {
        KeysUnavailableCause.RefreshFailed => "refresh_failed",
        KeysUnavailableCause.RefreshPending => "refresh_pending",
        KeysUnavailableCause.RefreshBudgetSpent => "refresh_budget_spent",
        _ => "no_keys",
    };
}
