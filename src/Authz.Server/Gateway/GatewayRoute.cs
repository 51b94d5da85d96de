using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.LambdaAuthorizers;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>The handling of one route in one stage.</summary>
/// <param name="Integration">Answers the allowed requests.</param>
/// <param name="PathVariables">The places of the route's path variables in a path, by name.</param>
internal sealed record GatewayRoute(GatewayIntegration Integration, IReadOnlyDictionary<string, PathVariable> PathVariables)
{
    /// <summary>The function that decides; null if the engine does.</summary>
    public GatewayAuthorizer? Authorizer { get; init; }

    /// <summary>How many requests pass; null for any number.</summary>
    public RouteThrottle? Throttle { get; init; }
}
