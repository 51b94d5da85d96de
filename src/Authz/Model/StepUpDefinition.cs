namespace Authz;

/// <summary>
/// How well and how recently the user must have been authenticated (RFC 9470). A request that lacks it is refused last, so that nobody
/// logs in again for a request that stays refused.
/// </summary>
public sealed record StepUpDefinition
{
    /// <summary>The values of the claim <c>acr</c> of which the token must have one; empty for any, or none.</summary>
    public IReadOnlyList<string> AcrValues { get; init; } = [];

    /// <summary>
    /// How long ago the user may have been authenticated, by the claim <c>auth_time</c>: whole seconds, from 1 to 31,536,000. One in the
    /// future does not count.
    /// </summary>
    /// <value>The default is null: at any time.</value>
    public TimeSpan? MaxAge { get; init; }
}
