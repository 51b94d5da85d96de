using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.Attacks;

/// <summary>A gateway that would send requests to itself is refused at start, and a reload that would is refused too.</summary>
public sealed class SelfTargetTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    private string DefinitionPath => Path.Combine(_directory, "authz.json");

    private string KestrelPath => Path.Combine(_directory, "kestrel.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Rejects_AQuickCreateOfItself()
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync(
            "serve", "--target", "http://localhost:8099/base", "--listen", "http://127.0.0.1:8099");

        Assert.Equal((1, string.Empty), (exit, output));
        Assert.Equal(
            "authz: $default: --target 'http://localhost:8099/base' leads back to this gateway, which listens on http://127.0.0.1:8099; " +
            "give the address of another server.",
            error.TrimEnd());
    }

    [Fact]
    public async Task Rejects_EveryRouteAndAuthorizerThatLeadsBack()
    {
        await File.WriteAllTextAsync(DefinitionPath, """
            {
              "authorizers": { "keys": { "type": "REQUEST", "authorizerUri": "gate", "authorizerPayloadFormatVersion": "2.0",
                "enableSimpleResponses": true, "identitySource": ["$request.header.X-Key"] } },
              "routes": {
                "GET /a": {
                  "authorizationType": "NONE",
                  "integration": { "type": "HTTP_PROXY", "uri": "http://[::1]:${stageVariables.port}/x" }
                },
                "GET /b": { "authorizationType": "NONE", "integration": { "type": "AWS_PROXY", "uri": "loop" } },
                "GET /c": { "authorizationType": "NONE" },
                "GET /d": { "authorizer": "keys", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1/d" } }
              },
              "stages": { "$default": { "stageVariables": { "port": "8099" } } }
            }
            """);

        (int exit, _, string error) = await RunningCommand.RunAsync(
            "serve", DefinitionPath,
            "--listen", "http://0.0.0.0:8099", "--target", "http://127.0.0.1:8099",
            "--function", "loop=http://127.7.7.7:8099", "--function", "gate=http://localhost:8099/gate");

        const string Back = "leads back to this gateway, which listens on http://0.0.0.0:8099; give the address of another server.";
        Assert.Equal(1, exit);
        Assert.Equal(
            [
                $"{DefinitionPath}: authorizer keys: the function 'gate' at 'http://localhost:8099/gate' {Back}",
                $"{DefinitionPath}: GET /a: 'http://[::1]:8099/x' {Back}",
                $"{DefinitionPath}: GET /b: the function 'loop' at " +
                    $"'http://127.7.7.7:8099/2015-03-31/functions/function/invocations' {Back}",
                $"{DefinitionPath}: GET /c: --target 'http://127.0.0.1:8099/' {Back}",
            ],
            error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Rejects_AnEndpointOfTheKestrelFile()
    {
        await File.WriteAllTextAsync(KestrelPath, """
            { "Kestrel": { "Endpoints": { "a": { "Url": "http://127.0.0.1:0" }, "b": { "Url": "https://*:8099" } } } }
            """);

        (int exit, _, string error) = await RunningCommand.RunAsync(
            "serve", "--target", "https://127.0.0.1:8099", "--kestrel", KestrelPath, "--listen", "http://127.0.0.1:8098");

        Assert.Equal(1, exit);
        Assert.Contains("leads back to this gateway, which listens on https://*:8099;", error, StringComparison.Ordinal);
    }

    // --listen counts for nothing beside the endpoints of a file.
    [Fact]
    public async Task Accepts_ABackendOnTheAddressThatTheFileReplaces()
    {
        await using RecordingBackend backend = new();
        await File.WriteAllTextAsync(KestrelPath, """{ "Kestrel": { "Endpoints": { "a": { "Url": "http://127.0.0.1:0" } } } }""");
        await using RunningCommand serve = RunningCommand.Start(
            "serve", "--target", backend.Address, "--kestrel", KestrelPath, "--listen", backend.Address);

        Assert.Contains("127.0.0.1", await serve.FindLineAsync("Listening on"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_AReloadThatLeadsBack_AndServesOn()
    {
        await using RecordingBackend backend = new();
        await File.WriteAllTextAsync(DefinitionPath, Define(backend.Address));
        await using RunningCommand serve = RunningCommand.Start("serve", DefinitionPath, "--listen", "http://127.0.0.1:0");
        string address = (await serve.FindLineAsync("Listening on")).Split(' ')[2];

        await File.WriteAllTextAsync(DefinitionPath, Define(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));

        string problem = await serve.Error.FindLineAsync("leads back").WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Contains(
            $"GET /a: 'http://localhost:{new Uri(address).Port}' leads back to this gateway", problem, StringComparison.Ordinal);
        await serve.Error.FindLineAsync("the previous definition stays in force").WaitAsync(TimeSpan.FromMinutes(1));
        using HttpClient client = new();
        using HttpResponseMessage answer = await client.GetAsync(new Uri(address + "/a"));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static string Define(string backend) => $$"""
        { "routes": { "GET /a": { "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "{{backend}}" } } } }
        """;
}
