namespace Authz.Server.Gateway.Functions;

/// <summary>A function (<c>AWS_PROXY</c>).</summary>
/// <param name="Address">Where it is invoked.</param>
/// <param name="Version">The shape of its events and answers.</param>
/// <param name="ClaimFormat">How it gets a token's claims.</param>
/// <param name="Timeout">How long it may take as a whole.</param>
internal sealed record FunctionIntegration(Uri Address, PayloadFormatVersion Version, ClaimFormat ClaimFormat, TimeSpan Timeout)
    : GatewayIntegration
{
    public override string Description => Address.AbsoluteUri;
}
