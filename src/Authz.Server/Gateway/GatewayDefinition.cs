using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>A definition that the gateway can run, with what it does in each stage.</summary>
internal sealed record GatewayDefinition(ApiDefinition Definition, GatewayStages Stages);
