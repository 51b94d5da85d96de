using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Definitions;

/// <summary>
/// Makes routing choose endpoints that refuse, until the decision opens the request's own: a request that is routed anew after the
/// decision, or bypasses it, reaches no other endpoint.
/// </summary>
internal sealed class EndpointGuard(DefinitionAuthorizer authorizer, ILogger<EndpointGuard> logger) : MatcherPolicy, INodeBuilderPolicy
{
    // The matcher asks at every node of its tree, for the same endpoints.
    private readonly ConditionalWeakTable<Endpoint, Endpoint> _guarded = [];

    /// <summary>The last: other policies make endpoints of their own.</summary>
    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint => endpoint is RouteEndpoint);

    public IReadOnlyList<PolicyNodeEdge> GetEdges(IReadOnlyList<Endpoint> endpoints) =>
        [new PolicyNodeEdge(nameof(EndpointGuard), [.. endpoints.Select(endpoint => _guarded.GetValue(endpoint, Guard))])];

    public PolicyJumpTable BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges) =>
        new OnlyDestination(edges[0].Destination);

    // An endpoint without a route, such as the answer 405, protects nothing.
    private Endpoint Guard(Endpoint endpoint) => endpoint is RouteEndpoint { RequestDelegate: not null } route
        ? new GuardedEndpoint(route, authorizer, logger).Closed
        : endpoint;

    private sealed class OnlyDestination(int destination) : PolicyJumpTable
    {
        public override int GetDestination(HttpContext httpContext) => destination;
    }
}
