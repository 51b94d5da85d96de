namespace Authz.Server.Gateway;

/// <summary>What the gateway does with the allowed requests of one route.</summary>
internal sealed record GatewayRoute(GatewayIntegration Integration);
