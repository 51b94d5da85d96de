namespace Authz.Server.Gateway;

/// <summary>Where the requests of one route go.</summary>
internal sealed record GatewayIntegration(IntegrationUri Uri, string? Method, TimeSpan Timeout);
