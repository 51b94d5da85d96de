using Authz.Server.Checks;

namespace Authz.Server.Inspector;

/// <summary>The data that the inspector shows.</summary>
/// <param name="Authorizer">The engine that decides.</param>
/// <param name="Target">The backend of routes without an integration; null if there is none.</param>
/// <param name="Findings">The findings of <c>authz check</c>.</param>
/// <param name="Decisions">The gateway's decisions so far.</param>
internal sealed record InspectedApi(ApiAuthorizer Authorizer, Uri? Target, IReadOnlyList<Finding> Findings, DecisionCounts Decisions)
{
    /// <summary>The fleet; null if the gateway stands alone.</summary>
    public Fleet? Fleet { get; init; }
}
