using Authz.Refusals;

namespace Authz;

/// <summary>The stable code of each <see cref="RefusalReason"/>, and its outcome.</summary>
public static class RefusalReasonExtensions
{
    /// <summary>The reason's code, such as <c>token_expired</c>: stable across versions, safe as a metric tag.</summary>
    public static string ToCode(this RefusalReason reason) => RefusalTable.Of(reason).Code;

    /// <summary>
    /// The outcome of a request that is refused for this reason. With <see cref="CompatibilityMode.Aws"/> a refusal for
    /// <see cref="RefusalReason.KeysUnavailable"/> is <see cref="AuthorizationOutcome.Unauthorized"/> instead.
    /// </summary>
    public static AuthorizationOutcome ToOutcome(this RefusalReason reason) => RefusalTable.Of(reason).Outcome;
}
