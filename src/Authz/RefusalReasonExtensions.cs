using Authz.Refusals;

namespace Authz;

/// <summary>The stable code of each <see cref="RefusalReason"/>.</summary>
public static class RefusalReasonExtensions
{
    /// <summary>The reason's code, such as <c>token_expired</c>: stable across versions, safe as a metric tag.</summary>
    public static string ToCode(this RefusalReason reason) => RefusalTable.Of(reason).Code;
}
