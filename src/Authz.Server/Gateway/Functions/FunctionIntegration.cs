namespace Authz.Server.Gateway.Functions;

/// <summary>A function (<c>AWS_PROXY</c>).</summary>
/// <param name="Address">Its invoke URL.</param>
/// <param name="Version">The shape of its events and answers.</param>
/// <param name="ClaimFormat">The format of a token's claims in its events.</param>
/// <param name="Timeout">The time limit for the whole exchange.</param>
internal sealed record FunctionIntegration(Uri Address, PayloadFormatVersion Version, ClaimFormat ClaimFormat, TimeSpan Timeout)
    : GatewayIntegration
{
    public override string Description => Address.AbsoluteUri;
}
