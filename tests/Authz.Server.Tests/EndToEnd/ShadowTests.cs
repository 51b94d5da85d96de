using System.Net;
using System.Text.Json;
using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>The first day: an API that is open today, and who would break if it were not.</summary>
public sealed class ShadowTests : IDisposable
{
    private const string Today = """{ "authorizers": {}, "routes": { "$default": { "authorizationType": "NONE" } } }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-shadow").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Tells_WhoWouldBreak_AndBreaksNobody()
    {
        await using RecordingBackend backend = new();
        await using RunningCommand issuer = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string issuerUrl = await issuer.FindAddressAsync() + "/";
        string today = Write("today.json", Today);
        string next = Write("next.json", Next(issuerUrl));
        await using RunningCommand gateway = RunningCommand.Start(
            "serve", today, "--target", backend.Address, "--listen", "http://127.0.0.1:0", "--shadow", next, "--inspect", "http://127.0.0.1:0");
        string inspector = (await gateway.FindLineAsync("Inspector on")).Split(' ')[2];
        string address = (await gateway.FindLineAsync("Listening on")).Split(' ')[2];
        using HttpClient client = new();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address + "/pets"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address + "/other"))).StatusCode);
        await AskAsync(client, address + "/pets", await MintAsync(issuerUrl, "pets:read"));
        await AskAsync(client, address + "/pets", await MintAsync(issuerUrl, "none"));

        string report = Write("observed.json", await client.GetStringAsync(new Uri(inspector + "/shadow")));
        (int exit, string output, _) = await RunningCommand.RunAsync("diff", today, next, "--observed", report);
        Assert.Equal(
            """
            4 requests were decided by both.
                    2 closed   GET /pets: was open, and asks for a token (was '$default', such as GET /pets)
                        would be refused for token_missing: 1
                        would be refused for scope_missing: 1, such as tokens of ISSUER
                    1 closed   $default: was open, and is refused (such as GET /)
                        would be refused for route_not_found: 1

            """.ReplaceLineEndings("\n").Replace("ISSUER", issuerUrl, StringComparison.Ordinal),
            output);
        Assert.Equal(0, exit);
        using JsonDocument state = JsonDocument.Parse(await client.GetStringAsync(new Uri(inspector + "/state")));
        Assert.Equal(3, state.RootElement.GetProperty("shadow").GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public async Task Refuses_ToStart_WithAShadowThatIsNotUsable()
    {
        string today = Write("today.json", Today);
        foreach (string next in (string[])[Write("broken.json", "{"), Path.Combine(_folder, "missing.json")])
        {
            (int exit, _, string error) = await RunningCommand.RunAsync(
                "serve", today, "--target", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--shadow", next);

            Assert.Equal(1, exit);
            Assert.Contains(next, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Takes_AnotherShadow_WhenItsFileChanges_AndKeepsTheOldOneIfItIsBroken()
    {
        await using RecordingBackend backend = new();
        string today = Write("today.json", Today);
        string next = Write("next.json", Today.Replace("authorizers", "name\": \"first\", \"authorizers", StringComparison.Ordinal));
        await using RunningCommand gateway = RunningCommand.Start(
            "serve", today, "--target", backend.Address, "--listen", "http://127.0.0.1:0", "--shadow", next, "--inspect", "http://127.0.0.1:0");
        await gateway.FindLineAsync("Listening on");

        Write("next.json", "{ ");
        await gateway.Error.FindLineAsync("the previous shadow is decided beside");
        Write("next.json", """{ "name": "second", "authorizers": {}, "routes": { "GET /only": { "authorizationType": "NONE" } } }""");
        await gateway.FindLineAsync("Shadow reloaded: second, 1 routes");
    }

    [Fact]
    public async Task Refuses_AFileThatIsNoReport()
    {
        string today = Write("today.json", Today);
        foreach (string content in (string[])["{}", "[]", "x", """{"compared":1,"compared":2,"differences":[]}"""])
        {
            (int exit, string output, string error) = await RunningCommand.RunAsync("diff", today, today, "--observed", Write("r.json", content));

            Assert.Equal((content, 1, ""), (content, exit, output));
            Assert.Contains("no report of a shadow", error, StringComparison.Ordinal);
        }
    }

    private static string Next(string issuer) => $$"""
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{issuer}}", "audience": ["pets-api"] } } },
          "routes": { "GET /pets": { "authorizer": "idp", "authorizationScopes": ["pets:read"] } }
        }
        """;

    private static async Task<string> MintAsync(string issuer, string scope)
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync(
            "token", "--issuer", issuer, "--audience", "pets-api", "--scope", scope);
        Assert.Equal((0, ""), (exit, error));
        return output.Trim();
    }

    private static async Task AskAsync(HttpClient client, string url, string token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        request.Headers.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
