using System.Runtime.CompilerServices;
using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Definitions;

/// <summary>
/// Has no endpoint run unless the definition let the request have this very one: whatever routes a request anew after the decision, or
/// goes around it, reaches endpoints that refuse.
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

    // What is no route's, such as the answer 405, protects nothing.
    private Endpoint Guard(Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint { RequestDelegate: { } run } route)
        {
            return endpoint;
        }

        RouteEndpoint? guarded = null;
        guarded = new RouteEndpoint(
            context => context.Features[typeof(ApiAuthorizationFeature)] is ApiAuthorizationFeature feature
                && ReferenceEquals(feature.Endpoint, guarded) ? run(context) : RefuseAsync(context, endpoint.DisplayName ?? ""),
            route.RoutePattern,
            route.Order,
            route.Metadata,
            route.DisplayName);
        return guarded;
    }

    private Task RefuseAsync(HttpContext context, string endpoint)
    {
        if (context.Features[typeof(ApiAuthorizationFeature)] is null)
        {
            throw new InvalidOperationException(
                $"The request reached the endpoint '{endpoint}' without a decision. Call app.UseApiDefinition() after routing and before " +
                "the endpoints, in the same pipeline, and do not short-circuit the endpoint.");
        }

        logger.EndpointNotDecided(endpoint);
        return RefusalWriter.WriteAsync(context, Refusal.NotFound, authorizer.Options.RefusalBody, authorizer.Options.OnRefused);
    }

    private sealed class OnlyDestination(int destination) : PolicyJumpTable
    {
        public override int GetDestination(HttpContext httpContext) => destination;
    }
}
