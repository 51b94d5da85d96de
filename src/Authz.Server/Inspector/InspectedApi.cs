using Authz.Server.Checks;

namespace Authz.Server.Inspector;

/// <summary>What the inspector shows.</summary>
/// <param name="Authorizer">The engine that decides.</param>
/// <param name="Target">The backend of routes without an integration; null if there is none.</param>
/// <param name="Findings">What <c>authz check</c> says of the definition.</param>
/// <param name="Decisions">The gateway's decisions so far.</param>
internal sealed record InspectedApi(ApiAuthorizer Authorizer, Uri? Target, IReadOnlyList<Finding> Findings, DecisionCounts Decisions);
