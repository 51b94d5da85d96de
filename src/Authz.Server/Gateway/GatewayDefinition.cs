using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>A definition that the gateway can run, with its compiled stages.</summary>
internal sealed record GatewayDefinition(ApiDefinition Definition, GatewayStages Stages);
