namespace Authz.Server.Gateway;

/// <summary>The service's body for everything the gateway itself answers.</summary>
internal sealed record GatewayMessage(string? Message);
