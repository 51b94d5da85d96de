using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Authz.AspNetCore.Definitions;
using Authz.Server.Tests.Proxies;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Server.Tests.Decide;

public sealed class DecideCommandTests
{
    private const string OpenDefinition = """{ "name": "pets", "routes": { "GET /open": { "authorizationType": "NONE" } } }""";

    [Theory]
    [InlineData("decide needs --forward-auth URL")]
    [InlineData("--forward-auth and --proxy belong together", "--forward-auth", "http://127.0.0.1:0", "--trusted-proxy", "127.0.0.1")]
    [InlineData("--forward-auth and --proxy belong together", "--proxy", "nginx", "--ext-authz", "unix:/tmp/a")]
    [InlineData("nobody may ask at http://127.0.0.1:0", "--forward-auth", "http://127.0.0.1:0", "--proxy", "nginx")]
    [InlineData("nobody may ask at http://127.0.0.1:1", "--ext-authz", "http://127.0.0.1:1", "--forward-auth", "unix:/tmp/a", "--proxy", "nginx")]
    [InlineData("'haproxy' is not one of", "--forward-auth", "http://127.0.0.1:0", "--proxy", "haproxy", "--trusted-proxy", "127.0.0.1")]
    [InlineData("needs --certificate FILE", "--ext-authz", "https://127.0.0.1:0", "--trusted-proxy", "127.0.0.1")]
    [InlineData("are for https addresses", "--ext-authz", "http://127.0.0.1:0", "--trusted-proxy", "127.0.0.1", "--proxy-authority", "ca.pem")]
    [InlineData("has more than host and port", "--ext-authz", "http://127.0.0.1:0/a", "--trusted-proxy", "127.0.0.1")]
    [InlineData("names a host", "--ext-authz", "http://decider:9002", "--trusted-proxy", "127.0.0.1")]
    [InlineData("names no absolute path", "--ext-authz", "unix:authz.sock")]
    [InlineData("needs --upstream URL", "--print", "nginx")]
    [InlineData("is for the decider", "--print", "nginx", "--upstream", "http://127.0.0.1:5001", "--client-certificate-header", "Client-Cert")]
    [InlineData("is not one of Client-Cert", "--ext-authz", "unix:/tmp/a", "--client-certificate-header", "X-SSL-Cert")]
    [InlineData("nobody may ask", "--ext-authz", "http://127.0.0.1:0", "--client-certificate-header", "Client-Cert")]
    [InlineData("has a path", "--print", "nginx", "--upstream", "http://127.0.0.1:5001/api")]
    public async Task Rejects_WhatCannotBeMeant(string problem, params string[] args)
    {
        (int exit, _, string error) = await RunningCommand.RunAsync(["decide", "authz.json", .. args]);

        Assert.Equal(2, exit);
        Assert.Contains(problem, error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Accepts_QuestionsOverAUnixSocketOfItsOwnGroup()
    {
        Requirement.Require(!OperatingSystem.IsWindows(), "Unix sockets have no owners here");
        string file = await WriteAsync(OpenDefinition);
        string socket = Path.Combine(Directory.CreateTempSubdirectory("authz-").FullName, "decide.sock");
        string[] args = ["decide", file, "--forward-auth", $"unix:{socket}", "--proxy", "nginx"];
        await using (RunningCommand decide = RunningCommand.Start(args))
        {
            await decide.FindLineAsync($"Listening on unix:{socket} (pets)");
            using HttpClient client = new(new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    System.Net.Sockets.Socket connection = new(
                        System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
                    await connection.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(socket), cancellation);
                    return new System.Net.Sockets.NetworkStream(connection, ownsSocket: true);
                },
            });

            Assert.Equal(200, await AskAsync(client, "http://decider/", "/open"));
            Assert.Equal(403, await AskAsync(client, "http://decider/", "/closed"));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
                    File.GetUnixFileMode(socket));
            }
        }

        Assert.False(File.Exists(socket));
        File.Delete(file);
    }

    [Fact]
    public async Task Rejects_StrangersWithALineOfTheLog()
    {
        string file = await WriteAsync(OpenDefinition);
        await using RunningCommand decide = RunningCommand.Start(
            "decide", file, "--forward-auth", "http://127.0.0.1:0", "--proxy", "nginx", "--trusted-proxy", "10.0.0.0/8");
        string address = (await decide.FindLineAsync("Listening on")).Split(' ')[2];
        using HttpClient client = new();

        Assert.Equal(403, await AskAsync(client, address, "/open"));
        Assert.Contains("127.0.0.1 asked for a decision and is no trusted proxy; it was refused.", decide.Error.ToString(), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task Accepts_AReloadAndReportsHealthAndAnAccessLog()
    {
        string file = await WriteAsync(WithLog("GET /a"));
        await using RunningCommand decide = RunningCommand.Start(
            "decide", file, "--forward-auth", "http://127.0.0.1:0", "--proxy", "nginx", "--trusted-proxy", "127.0.0.1",
            "--health", "http://127.0.0.1:0");
        string health = (await decide.FindLineAsync("Health on")).Split(' ')[2];
        string address = (await decide.FindLineAsync("Listening on")).Split(' ')[2];
        using HttpClient client = new();

        Assert.Equal(200, await AskAsync(client, address, "/a"));
        Assert.Equal("192.0.2.7 GET 200 GET /a", await decide.FindLineAsync("192.0.2.7 GET 200"));
        Assert.True((await client.GetAsync(new Uri(health))).IsSuccessStatusCode);
        await File.WriteAllTextAsync(file, WithLog("GET /b"));
        await decide.FindLineAsync("Reloaded");
        Assert.Equal(200, await AskAsync(client, address, "/b"));
        Assert.Equal(403, await AskAsync(client, address, "/a"));
        Assert.Equal("192.0.2.7 GET 404 -", await decide.FindLineAsync("192.0.2.7 GET 404"));
        File.Delete(file);
    }

    [Fact]
    public async Task Accepts_TheCertificateInTheHeaderThatIsNamed()
    {
        FakeIssuer issuer = new();
        using X509Certificate2 certificate = TestCertificate.Create();
        string token = issuer.Token("pets")
            .With("cnf", new JsonObject { ["x5t#S256"] = ClientCertificate.ThumbprintOf(certificate.RawData) })
            .Sign(issuer.CurrentKey);
        string file = await WriteAsync(new JsonObject
        {
            ["authorizers"] = new JsonObject
            {
                ["idp"] = new JsonObject
                {
                    ["type"] = "JWT",
                    ["jwtConfiguration"] = new JsonObject
                    {
                        ["issuer"] = issuer.Issuer,
                        ["audience"] = new JsonArray("pets"),
                        ["jwks"] = issuer.CreateKeySet(),
                    },
                    ["tokenBinding"] = new JsonObject { ["mutualTls"] = "REQUIRED" },
                },
            },
            ["routes"] = new JsonObject { ["GET /pets"] = new JsonObject { ["authorizer"] = "idp" } },
        }.ToJsonString());
        string[] args = ["decide", file, "--forward-auth", "http://127.0.0.1:0", "--proxy", "nginx", "--trusted-proxy", "127.0.0.1"];
        foreach ((string[] options, int status) in new[] { (Array.Empty<string>(), 401), (["--client-certificate-header", "client-cert"], 200) })
        {
            await using RunningCommand decide = RunningCommand.Start([.. args, .. options]);
            string address = (await decide.FindLineAsync("Listening on")).Split(' ')[2];
            using HttpClient client = new();
            client.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
            client.DefaultRequestHeaders.Add("Client-Cert", $":{Convert.ToBase64String(certificate.RawData)}:");

            Assert.Equal(status, await AskAsync(client, address, "/pets"));
        }

        File.Delete(file);
    }

    [Fact]
    public async Task Rejects_DefinitionsThatNoProxyCanCarryOut()
    {
        string file = await WriteAsync(
            """
            { "routes": { "GET /a": { "authorizationType": "NONE",
              "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1", "requestParameters": { "overwrite:path": "/b" } } } } }
            """);

        (int exit, _, string error) = await RunningCommand.RunAsync("decide", file, "--ext-authz", "http://127.0.0.1:0", "--trusted-proxy", "127.0.0.1");

        Assert.Equal(1, exit);
        Assert.Contains("GET /a: requestParameters map the path; a proxy can be told headers only.", error, StringComparison.Ordinal);
        File.Delete(file);
    }

    private static string WithLog(string route) => $$"""
        {
          "name": "pets",
          "routes": { "{{route}}": { "authorizationType": "NONE" } },
          "stages": { "$default": { "accessLogSettings": { "format": "$context.identity.sourceIp $context.httpMethod $context.status $context.routeKey" } } }
        }
        """;

    private static async Task<int> AskAsync(HttpClient client, string address, string target)
    {
        using HttpRequestMessage question = new(HttpMethod.Get, address);
        question.Headers.Add("X-Original-Method", "GET");
        question.Headers.Add("X-Original-URI", target);
        question.Headers.Add("X-Real-IP", "192.0.2.7");
        using HttpResponseMessage answer = await client.SendAsync(question);
        return (int)answer.StatusCode;
    }

    private static async Task<string> WriteAsync(string definition)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, definition);
        return file;
    }
}
