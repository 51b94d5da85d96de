using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Functions;
using Authz.Server.Tests.Gateway;
using Authz.Server.Tests.Gateway.Functions;
using Microsoft.Extensions.Configuration;

namespace Authz.Server.Tests.Attacks;

/// <summary>Octets outside ASCII in header values pass through both ways, octet for octet, and end no header.</summary>
public sealed class HeaderOctetTests
{
    private static readonly string s_octets = string.Concat(Enumerable.Range(0x80, 0x80).Select(code => (char)code));

    private static readonly string[] s_values = [.. s_octets.Select(octet => $"a{octet}b"), s_octets, "Zo\u00EB", "Zo\u00C3\u00AB"];

    [Fact]
    public async Task Requests_KeepTheirOctets()
    {
        await using TestGateway gateway = await StartAsync();

        foreach (string value in s_values)
        {
            RawAnswer answer = await gateway.SendAsync("GET /pets/1", $"User-Agent: {value}", $"X-Any: {value}");

            Assert.Equal((value, 200), (value, answer.Status));
            string[] lines = gateway.Backend.LastRequest.Split("\r\n");
            Assert.Contains($"User-Agent: {value}", lines);
            Assert.Contains($"X-Any: {value}", lines);
        }
    }

    [Fact]
    public async Task Answers_KeepTheirOctets()
    {
        await using TestGateway gateway = await StartAsync();

        foreach (string value in s_values)
        {
            string[] names = ["Content-Disposition", "Location", "ETag", "Set-Cookie", "X-Any"];
            string headers = string.Concat(names.Select(name => $"{name}: {value}\r\n"));
            gateway.Backend.Answer = _ => $"HTTP/1.1 200 OK\r\n{headers}Content-Length: 2\r\n\r\nok";

            RawAnswer answer = await gateway.SendAsync("GET /pets/1");

            Assert.Equal((value, 200), (value, answer.Status));
            Assert.All(names, name => Assert.Equal((name, value), (name, answer[name])));
        }
    }

    // UTF-8 would count two octets for each of these.
    [Fact]
    public async Task RequestLimits_CountOctets()
    {
        await using TestGateway gateway = await StartAsync();

        RawAnswer answer = await gateway.SendAsync("GET /pets/1", $"X-Any: {new string('\u00E9', 10_000)}");

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("Authorization: Bearer \u00A0{token}")]
    [InlineData("Authorization: Bearer {token}\u0085")]
    [InlineData("Authorization: \u00A0Bearer {token}")]
    [InlineData("Authorization: Bearer\u00A0{token}")]
    public async Task Rejects_TokensWithOctetsAroundThem(string header)
    {
        await using TestGateway gateway = await TestGateway.StartAsync((issuer, backend) => TestGateway.Define(
            [("GET /pets", new RouteDefinition { Authorizer = "idp", Integration = new IntegrationDefinition { Uri = backend } })],
            issuer));

        RawAnswer answer = await gateway.SendAsync(
            "GET /pets", header.Replace("{token}", gateway.Issuer.Mint(TestGateway.Audience), StringComparison.Ordinal));

        Assert.Equal(401, answer.Status);
        Assert.Empty(gateway.Backend.Requests);
    }

    [Theory]
    [InlineData("\\u00e9.pdf", "\u00E9.pdf")]
    [InlineData("\\u0085", "\u0085")]
    [InlineData("\\u00ff", "\u00FF")]
    [InlineData("\\u0100", null)]
    [InlineData("\\uff0a", null)]
    [InlineData("\\u2028", null)]
    [InlineData("\\u007f", null)]
    [InlineData("a\\r\\nb: c", null)]
    public void FunctionsSayOctetsByTheirCharacters(string json, string? value)
    {
        FunctionResponse? response = FunctionResponse.Read(
            Encoding.UTF8.GetBytes($$$"""{"statusCode":200,"headers":{"x-any":"{{{json}}}"}}"""), PayloadFormatVersion.Version2);

        Assert.Equal(value, response?.Headers.Single().Value);
    }

    [Theory]
    [InlineData(PayloadFormatVersion.Version1, "User-Agent")]
    [InlineData(PayloadFormatVersion.Version2, "user-agent")]
    public async Task Events_AndAccessLogs_HaveThemAsCharacters(PayloadFormatVersion version, string name)
    {
        const string Answer = """{"statusCode":200,"headers":{"x-any":"a\u00e9b"}}""";
        await using RecordingBackend function =
            new() { Answer = _ => $"HTTP/1.1 200 OK\r\nContent-Length: {Answer.Length}\r\n\r\n{Answer}" };
        await using LineWriter log = new();
        IntegrationDefinition integration = new() { Type = IntegrationType.AwsProxy, Uri = "f", PayloadFormatVersion = version };
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddRoute("GET /a", new RouteDefinition { IsOpen = true, Integration = integration })
            .AddStage("$default", new StageDefinition
            {
                AccessLogSettings = new AccessLogSettings { Format = """{"agent":"$context.identity.userAgent"}""" },
            })
            .Build();
        await using (FunctionGateway gateway =
            await FunctionGateway.StartAsync(definition, new() { ["f"] = new Uri(function.Address + "/f") }, log: log))
        {
            foreach (string value in s_values)
            {
                RawAnswer answer = await TestGateway.SendRawAsync(
                    gateway.Client.BaseAddress!, $"GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nUser-Agent: {value}\r\n\r\n");

                Assert.Equal((value, "a\u00E9b"), (value, answer["x-any"]));
                string body = function.LastRequest[(function.LastRequest.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
                JsonNode called = JsonNode.Parse(Encoding.Latin1.GetBytes(body))!;
                Assert.Equal(value, (string?)called["headers"]![name]);
                JsonNode context = called["requestContext"]!;
                Assert.Equal(value, (string?)(context["http"] ?? context["identity"])!["userAgent"]);
            }
        }

        string[] lines = log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(s_values, lines.Select(line => (string)JsonNode.Parse(line)!["agent"]!));
    }

    // A mapped value is text: its characters above ASCII are percent-encoded as UTF-8.
    [Fact]
    public async Task Mappings_ReadThemAsCharacters()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition
        {
            Uri = backend + "/x",
            RequestParameters = new Dictionary<string, string>
            {
                ["overwrite:header.x-copy"] = "$request.header.x-any",
                ["overwrite:querystring.copy"] = "$request.header.x-any",
            },
        });

        foreach (string value in s_values)
        {
            await gateway.SendAsync("GET /pets/1", $"X-Any: {value}", "X_Copy: evil\u00E9");

            string[] lines = gateway.Backend.LastRequest.Split("\r\n");
            string copy = lines.Single(line => line.StartsWith("x-copy: ", StringComparison.OrdinalIgnoreCase))["x-copy: ".Length..];
            Assert.Equal((value, value), (Uri.UnescapeDataString(copy), Uri.UnescapeDataString(lines[0].Split("copy=")[1].Split(' ')[0])));
            Assert.DoesNotContain("evil", gateway.Backend.LastRequest, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OverHttp2_TheyPassBothWays()
    {
        IConfiguration kestrel = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Endpoints:h2:Url"] = "http://127.0.0.1:0",
            ["Endpoints:h2:Protocols"] = "Http2",
        }).Build();
        await using TestGateway gateway = await TestGateway.StartAsync(
            (_, backend) => TestGateway.Define(
                [("GET /a", new RouteDefinition { IsOpen = true, Integration = new IntegrationDefinition { Uri = backend } })]),
            new GatewayOptions { Listen = new Uri("http://127.0.0.1:0"), Kestrel = kestrel });
        using SocketsHttpHandler handler = new()
        {
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        };
        using HttpClient client = new(handler) { BaseAddress = gateway.Address };

        foreach (string value in s_values)
        {
            gateway.Backend.Answer = _ => $"HTTP/1.1 200 OK\r\nX-Back: {value}\r\nContent-Length: 2\r\n\r\nok";
            using HttpRequestMessage request = new(HttpMethod.Get, "/a")
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            request.Headers.TryAddWithoutValidation("X-Any", value);
            request.Headers.TryAddWithoutValidation("User-Agent", value);
            request.Headers.TryAddWithoutValidation("Content_Type", "9");
            request.Headers.TryAddWithoutValidation("X_Forwarded_For", value);

            using HttpResponseMessage answer = await client.SendAsync(request);

            Assert.Equal((value, HttpStatusCode.OK, HttpVersion.Version20), (value, answer.StatusCode, answer.Version));
            Assert.Equal(value, Assert.Single(answer.Headers.GetValues("X-Back")));
            string[] lines = gateway.Backend.LastRequest.Split("\r\n");
            Assert.Contains($"x-any: {value}", lines, StringComparer.OrdinalIgnoreCase);
            Assert.Contains($"user-agent: {value}", lines, StringComparer.OrdinalIgnoreCase);
            Assert.DoesNotContain("Content_Type", gateway.Backend.LastRequest, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("X_Forwarded_For", gateway.Backend.LastRequest, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static Task<TestGateway> StartAsync() =>
        TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });
}
