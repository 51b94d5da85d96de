namespace Authz.Server.Gateway.Functions;

/// <summary>A function whose address nobody gave: its routes answer 503.</summary>
/// <param name="Name">The function's name.</param>
internal sealed record UnaddressedFunction(string Name) : GatewayIntegration
{
    public override string Description => $"{Name} (no address: 503)";
}
