namespace Authz.Server.Gateway.Backends;

/// <summary>An HTTP backend (<c>HTTP_PROXY</c>).</summary>
/// <param name="Uri">Its URL.</param>
/// <param name="Method">The method sent to it; null for the request's own.</param>
/// <param name="Timeout">How long it may take as a whole.</param>
internal sealed record HttpIntegration(IntegrationUri Uri, string? Method, TimeSpan Timeout) : GatewayIntegration;
