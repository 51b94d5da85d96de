using System.Net;
using System.Net.Sockets;
using Authz.Server.Demo;
using Authz.Server.Tests.EndToEnd;
using Microsoft.AspNetCore.Builder;

namespace Authz.Server.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Rejects_EveryMistakeWithItsPlaceAndRemedy()
    {
        await File.WriteAllTextAsync(_file, """
            {
              "authorizers": {
                "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "http://id.example.com/", "audience": [] } }
              },
              "routes": {
                "GET /pets": { "authorizer": "ipd", "authorizationScopes": ["pets:read"] },
                "GET pets": { "authorizer": "idp" },
                "GET /health": { }
              },
              "compatability": "aws"
            }
            """);

        (int exit, string output, string error) = await RunningCommand.RunAsync("serve", _file, "--target", "http://127.0.0.1:1");

        Assert.Equal((1, string.Empty), (exit, output));
        string[] lines = error.TrimEnd().Split('\n');
        (string Place, string Remedy)[] expected =
        [
            ("(3,61): /authorizers/idp/jwtConfiguration/issuer: ", "'https://id.example.com/'"),
            ("(3,87): /authorizers/idp/jwtConfiguration/audience: ", "1 to 50"),
            ("(6,34): /routes/GET ~1pets/authorizer: ", "'idp'"),
            ("(7,5): /routes/GET pets: ", "'GET /pets/{id}'"),
            ("(8,5): /routes/GET ~1health/authorizer: ", "'authorizationType': 'NONE'"),
            ("(10,3): /compatability: ", "'compatibility'"),
        ];
        Assert.Equal(expected.Length, lines.Length);
        Assert.All(expected.Zip(lines), pair =>
        {
            Assert.StartsWith(_file + pair.First.Place.Replace("): ", "): error: ", StringComparison.Ordinal), pair.Second, StringComparison.Ordinal);
            Assert.Contains(pair.First.Remedy, pair.Second, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Rejects_AMissingFileWithOneLine()
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync("serve", "/nowhere/authz.json");

        Assert.Equal((1, string.Empty), (exit, output));
        Assert.StartsWith(
            "authz: /nowhere/authz.json cannot be read: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_ADirectoryWithOneLine()
    {
        string directory = Path.GetDirectoryName(_file)!;

        (int exit, string output, string error) = await RunningCommand.RunAsync("serve", directory);

        Assert.Equal((1, string.Empty), (exit, output));
        Assert.Equal($"authz: {directory} cannot be read: It is a directory; name a file.", error.TrimEnd());
    }

    [Fact]
    public async Task Rejects_RoutesWithoutABackend()
    {
        await File.WriteAllTextAsync(
            _file, """{ "routes": { "GET /a": { "authorizationType": "NONE" }, "GET /b": { "authorizationType": "NONE" } } }""");

        (int exit, _, string error) = await RunningCommand.RunAsync("serve", _file);

        Assert.Equal(1, exit);
        Assert.Equal(
            [$"{_file}: GET /a: has no integration; give it one, or name a backend for all such routes with --target.",
             $"{_file}: GET /b: has no integration; give it one, or name a backend for all such routes with --target."],
            error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Rejects_ABusyPortWithOneLine()
    {
        using TcpListener busy = new(IPAddress.Loopback, 0);
        busy.Start();
        string address = $"http://{busy.LocalEndpoint}";

        (int exit, string output,
            string error) = await RunningCommand.RunAsync("serve", "--target", "http://127.0.0.1:1", "--listen", address);

        Assert.Equal((1, string.Empty), (exit, output));
        Assert.Equal($"authz: {address} is already in use; choose another address with --listen.", error.TrimEnd());
    }

    [Fact]
    public async Task Starts_WithAWarning_WhenTheIssuerCannotBeReached()
    {
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartAsync("http://127.0.0.1:1/");

        string warning = Assert.Single(gateway.Error.ToString().TrimEnd().Split('\n'));
        Assert.StartsWith("authz: warning: no keys of http://127.0.0.1:1/ (", warning, StringComparison.Ordinal);
        Assert.Equal(200, (await gateway.SendAsync(HttpMethod.Get, "/health")).Status);
        WireAnswer answer = await gateway.SendAsync(
            HttpMethod.Get, "/pets", new Testing.FakeIssuer("http://127.0.0.1:1/").Mint("pets-api", "pets:read"));
        Assert.Equal((503, """{"message":"Service Unavailable"}"""), (answer.Status, answer.Body));
        Assert.True(int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task QuickCreate_ForwardsEverythingUnchanged()
    {
        await using WebApplication backend = await DemoBackend.StartAsync(CancellationToken.None);
        await using RunningCommand serve = RunningCommand.Start(
            "serve", "--target", backend.Urls.Single() + "/base", "--listen", "http://127.0.0.1:0");
        string address = (await serve.FindLineAsync("Listening on")).Split(' ')[2];
        using HttpClient client = new();

        using HttpResponseMessage response = await client.PutAsync(new Uri(address + "/any/thing"), null);

        Assert.Equal("""{"method":"PUT","path":"/base/any/thing"}""", await response.Content.ReadAsStringAsync());
    }
}
