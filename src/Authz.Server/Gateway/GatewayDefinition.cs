using System.Collections.Frozen;

namespace Authz.Server.Gateway;

/// <summary>A definition that the gateway can run, with what it does for each route.</summary>
internal sealed record GatewayDefinition(ApiDefinition Definition, FrozenDictionary<string, GatewayRoute> Routes);
