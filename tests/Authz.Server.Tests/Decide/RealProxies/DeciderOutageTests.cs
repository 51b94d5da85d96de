using Authz.Server.Tests.Attacks;
using Authz.Tests;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>A decider that is killed and comes back, behind real proxies that nobody tells.</summary>
public sealed class DeciderOutageTests
{
    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Answers5xxWithoutADeciderAndAllowsOnItsReturn(string proxyName)
    {
        Requirement.Program(proxyName);
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file, """{ "routes": { "GET /open": { "authorizationType": "NONE" } } }""");
        Uri address = FreeAddress.Find();
        ApiDefinition definition = new ApiDefinitionBuilder().AddOpenRoute("GET /open").Build();
        await using ProxyUnderTest proxy = await ProxyUnderTest.StartAsync(proxyName, definition, address);

        ServerProcess decider = await StartAsync(file, address, proxyName);
        Assert.Equal(200, (await proxy.SendAsync("GET /open")).Status);
        Assert.Equal(404, (await proxy.SendAsync("GET /closed")).Status);
        await decider.EndAsync("KILL");
        await decider.DisposeAsync();

        for (int request = 0; request < 5; request++)
        {
            Assert.InRange((await proxy.SendAsync("GET /open")).Status, 500, 599);
        }

        Assert.Single(proxy.Backend.Requests);
        await using ServerProcess returned = await StartAsync(file, address, proxyName);
        Assert.Equal(200, (await proxy.SendAsync("GET /open")).Status);
        File.Delete(file);
    }

    private static async Task<ServerProcess> StartAsync(string file, Uri address, string proxyName)
    {
        ServerProcess decider = ServerProcess.Start(
            "", "decide", file, "--forward-auth", address.GetLeftPart(UriPartial.Authority), "--proxy", proxyName, "--trusted-proxy", "127.0.0.1");
        for (string? line = ""; line?.StartsWith("Listening on", StringComparison.Ordinal) != true;)
        {
            line = await decider.Output.ReadLineAsync() ?? throw new InvalidOperationException(decider.Error);
        }

        return decider;
    }
}
