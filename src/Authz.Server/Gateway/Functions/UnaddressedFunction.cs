namespace Authz.Server.Gateway.Functions;

/// <summary>A function whose address nobody gave: its routes answer 503.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Timeout">The time limit for a body that is read before.</param>
internal sealed record UnaddressedFunction(string Name, TimeSpan Timeout) : GatewayIntegration
{
    public override string Description => $"{Name} (no address: 503)";
}
