using System.Collections.Concurrent;
using System.Net;
using Authz.Server.Gateway;

namespace Authz.Server.Tests.Gateway;

/// <summary>A definition is replaced while it is served: every answer belongs wholly to one version.</summary>
public sealed class RunningApiTests
{
    private const int Reloads = 1_000;

    // Line 3 of the gateway's promises. Version N has its own origin, its own mapped header and its own backend path: an answer that mixes
    // two of them has not belonged to one version.
    [Fact]
    public async Task Serves_EachAnswerWhollyByOneVersion_Through1000Reloads()
    {
        await using TestGateway gateway = await TestGateway.StartAsync((issuer, backend) => Version(0, issuer, backend));
        gateway.Backend.Answer = request => $"HTTP/1.1 200 OK\r\nX-Path: {request.Split(' ')[1]}\r\nContent-Length: 0\r\n\r\n";
        using CancellationTokenSource done = new();
        ConcurrentQueue<string> mixed = new();
        Task<int>[] clients = [.. Enumerable.Range(0, 4).Select(_ => AskAsync(gateway, mixed, done.Token))];

        for (int version = 1; version <= Reloads; version++)
        {
            gateway.Running.Replace(TestGateway.Compile(Version(version, gateway.Issuer.Issuer, gateway.Backend.Address)));
            if (version % 10 == 0)
            {
                await gateway.SendAsync("GET /open");
            }
        }

        await done.CancelAsync();
        int answers = (await Task.WhenAll(clients)).Sum();
        Assert.Empty(mixed);
        Assert.InRange(answers, 100, int.MaxValue);
        Assert.Equal(1, gateway.Issuer.KeySetRequests);
    }

    [Fact]
    public async Task Keeps_TheOldVersion_WhenTheNewOneIsNotUsable()
    {
        await using TestGateway gateway = await TestGateway.StartAsync((issuer, backend) => Version(0, issuer, backend));
        GatewayApi before = gateway.Running.Current;
        ApiDefinition unusable = before.Definition with { Cors = new CorsDefinition { AllowOrigins = ["*"], AllowCredentials = true } };

        Assert.Throws<ApiDefinitionException>(() => gateway.Running.Replace(TestGateway.Compile(unusable)));

        Assert.Same(before, gateway.Running.Current);
        Assert.Equal(200, (await gateway.SendAsync("GET /open")).Status);
    }

    private static async Task<int> AskAsync(TestGateway gateway, ConcurrentQueue<string> mixed, CancellationToken done)
    {
        using HttpClient client = new();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Origin", "https://any.example");
        client.DefaultRequestHeaders.Authorization = new("Bearer", gateway.Issuer.Mint(TestGateway.Audience));
        int answers = 0;
        while (!done.IsCancellationRequested)
        {
            foreach (string path in (string[])["/open", "/guarded"])
            {
                using HttpResponseMessage answer = await client.GetAsync(new Uri(gateway.Address, path), CancellationToken.None);
                string exposed = answer.Headers.TryGetValues("Access-Control-Expose-Headers", out IEnumerable<string>? names)
                    ? names.Single()
                    : "";
                string version = answer.Headers.TryGetValues("x-version", out IEnumerable<string>? versions) ? versions.Single() : "";
                string seen = answer.Headers.TryGetValues("x-path", out IEnumerable<string>? paths) ? paths.Single() : "";
                if (answer.StatusCode != HttpStatusCode.OK || exposed != version || seen != $"/{version}{path}")
                {
                    mixed.Enqueue($"{(int)answer.StatusCode} {exposed} {version} {seen}");
                }

                answers++;
            }
        }

        return answers;
    }

    private static ApiDefinition Version(int number, string issuer, string backend)
    {
        string name = $"v{number}";
        RouteDefinition route = new()
        {
            Integration = new IntegrationDefinition
            {
                Uri = backend,
                ResponseParameters = new Dictionary<string, IReadOnlyDictionary<string, string>>
                {
                    ["200"] = new Dictionary<string, string> { ["overwrite:header.x-version"] = name },
                },
            },
        };
        string Uri(string path) => $"{backend}/{name}/{path}";
        return TestGateway.Define(
            [
                ("GET /open", route with { IsOpen = true, Integration = route.Integration with { Uri = Uri("open") } }),
                ("GET /guarded", route with { Authorizer = "idp", Integration = route.Integration with { Uri = Uri("guarded") } }),
            ],
            issuer) with
        { Cors = new CorsDefinition { AllowOrigins = ["*"], ExposeHeaders = [name] } };
    }
}
