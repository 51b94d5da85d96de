using Authz.Server.Gateway.LambdaAuthorizers;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>The handling of one route in one stage.</summary>
/// <param name="Integration">Answers the allowed requests.</param>
internal sealed record GatewayRoute(GatewayIntegration Integration)
{
    /// <summary>The function that decides; null if the engine does, or if nobody gave the function's address.</summary>
    public GatewayAuthorizer? Authorizer { get; init; }

    /// <summary>How many requests pass; null for any number.</summary>
    public RouteThrottle? Throttle { get; init; }
}
