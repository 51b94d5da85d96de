using Microsoft.AspNetCore.Builder;

namespace Authz.Server.Tests.EndToEnd.Mcp;

/// <summary>
/// Two clients that nobody here wrote walk from a server that they have never met to one of its tools: 401, metadata, token, 200, 403 on a
/// tool, another token, 200. Through the gateway and through a server in ASP.NET Core, with npm's oidc-provider, where one of them registers itself.
/// </summary>
public sealed class McpWalkTests
{
    [SkippableTheory]
    [InlineData("C#", "gateway")]
    [InlineData("C#", "ASP.NET Core")]
    [InlineData("TypeScript", "gateway")]
    [InlineData("TypeScript", "ASP.NET Core")]
    public async Task Reaches_ATool_ByWhatTheChallengesSay(string client, string host)
    {
        await using NodeScript issuer = NodeScript.Start("authorization-server.mjs");
        string address = await issuer.FindAsync("Listening on ");
        Uri origin = FreeAddress.Find();
        Uri resource = new(origin, "/mcp");
        await using IAsyncDisposable server =
            host == "gateway" ? await StartGatewayAsync(origin, resource, address) : await McpSample.StartAsync(origin, resource, address);

        IReadOnlyList<string> transcript = client == "C#" ? await CSharpClient.WalkAsync(resource) : await WalkInNodeAsync(resource);

        string[] steps =
        [
            "POST /mcp 401",
            "GET /.well-known/oauth-protected-resource/mcp 200",
            .. client == "C#" ? (string[])[] : ["POST /reg 201"],
            $"authorize scope=mcp:use resource={resource}",
            "POST /token 200",
            "POST /mcp 200",
            host == "gateway" ? "tools get_weather set_weather" : "tools get_weather",
            "get_weather Rain in Köln",
            "POST /mcp 403",
            "authorize scope=mcp:use weather:write resource=",
            "POST /token 200",
            "POST /mcp 200",
            "set_weather Sun in Köln",
        ];
        int at = 0;
        foreach (string line in transcript)
        {
            at += at < steps.Length && IsStep(line, steps[at]) ? 1 : 0;
        }

        Assert.True(at == steps.Length, $"'{steps[Math.Min(at, steps.Length - 1)]}' is missing in:\n{string.Join('\n', transcript)}");
    }

    // Clients put the scopes of a second request in an order of their own.
    private static bool IsStep(string line, string step)
    {
        const string Authorize = "authorize scope=";
        if (!step.StartsWith(Authorize, StringComparison.Ordinal))
        {
            return line.StartsWith(step, StringComparison.Ordinal);
        }

        string[] expected = step[Authorize.Length..].Split(" resource=")[0].Split(' ');
        return line.StartsWith(Authorize, StringComparison.Ordinal)
            && line[Authorize.Length..].Split(" resource=")[0].Split(' ').ToHashSet().IsSupersetOf(expected);
    }

    private static async Task<IReadOnlyList<string>> WalkInNodeAsync(Uri resource)
    {
        await using NodeScript client = NodeScript.Start("client.mjs", resource.AbsoluteUri);
        return await client.ReadToEndAsync();
    }

    private static async Task<IAsyncDisposable> StartGatewayAsync(Uri origin, Uri resource, string issuer)
    {
        WebApplication backend = await McpBackend.StartAsync();
        string file = Path.Combine(Path.GetTempPath(), $"authz-mcp-{Guid.NewGuid():n}.yaml");
        await File.WriteAllTextAsync(file, $$"""
            authorizers:
              idp:
                type: JWT
                jwtConfiguration: { issuer: "{{issuer}}", audience: ["{{resource}}"] }
                protectedResource: { resource: "{{resource}}" }
            routes:
              ANY /mcp:
                authorizer: idp
                authorizationScopes: [mcp:use]
                tools:
                  get_weather: {}
                  set_weather: { authorizationScopes: [weather:write] }
                integration: { type: HTTP_PROXY, uri: "{{backend.Urls.First()}}/mcp" }
            """);
        RunningCommand gateway = RunningCommand.Start("serve", file, "--listen", origin.AbsoluteUri.TrimEnd('/'));
        await gateway.FindLineAsync(origin.Authority);
        return new Stopping(async () =>
        {
            await gateway.DisposeAsync();
            await backend.DisposeAsync();
            File.Delete(file);
        });
    }

    private sealed class Stopping(Func<Task> stop) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await stop();
    }
}
