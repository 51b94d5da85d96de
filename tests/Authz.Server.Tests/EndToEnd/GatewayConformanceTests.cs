using Authz.Testing;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>The suite that every host runs, whole, through the gateway over sockets.</summary>
public sealed class GatewayConformanceTests
{
    [Fact]
    public async Task Conforms_Completely()
    {
        await using GatewayConformanceHost host = new();

        Assert.Empty(await new ConformanceSuite().RunAsync(host));
    }
}
