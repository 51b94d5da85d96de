using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Server.Gateway;
using Authz.Server.Tests.Gateway.Functions;
using Authz.Testing;
using Microsoft.Extensions.Configuration;

namespace Authz.Server.Tests.Gateway;

/// <summary>The body of a request whose tools were judged, on its way to whatever is behind the route.</summary>
public sealed class JudgedBodyTests
{
    // Of two tools one is allowed, and bodies of 100 KB come in many pieces.
    private static readonly RouteDefinition s_route = new()
    {
        Authorizer = "idp",
        MaximumToolBody = 1_048_576,
        Tools = new Dictionary<string, ToolDefinition> { ["read"] = new(), ["write"] = new() { AllScopes = ["admin"] } },
    };

    /// <summary>The memory of one body is another's as soon as its request has ended.</summary>
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Reaches_TheBackend_AndNoOtherRequest(string version)
    {
        await using TestGateway gateway = await StartAsync(requestParameters: null, version == "2.0" ? "Http2" : "Http1");
        using HttpClient client = Client(gateway, version);
        string[] sent = [.. Enumerable.Range(0, 300).Select(number => Call(number % 3 == 2 ? "write" : "read", number, length: 100 + (number * 997 % 40_000)))];

        HttpStatusCode[] answers = await Task.WhenAll(sent.Select(async body =>
        {
            using HttpResponseMessage answer = await PostAsync(client, body);
            return answer.StatusCode;
        }));

        Assert.Equal(sent.Select(body => body.Contains("\"write\"", StringComparison.Ordinal) ? HttpStatusCode.Forbidden : HttpStatusCode.OK), answers);
        Assert.Equal(
            sent.Where(body => body.Contains("\"read\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            gateway.Backend.Requests.Select(BodyOf).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("read", 200)]
    [InlineData("write", 403)]
    public async Task LeavesTheConnection_ToTheNextRequest(string tool, int status)
    {
        await using TestGateway gateway = await StartAsync(requestParameters: null);
        string body = Call(tool, number: 1, length: 50_000);
        string head = $"POST /mcp HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nAuthorization: Bearer {gateway.Issuer.Mint(TestGateway.Audience)}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n";

        RawAnswer answers = await gateway.SendRawAsync($"{head}\r\n{body}{head}Connection: close\r\n\r\n{body}");

        Assert.Equal(status, answers.Status);
        Assert.Contains($"HTTP/1.1 {status} ", answers.Body, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? [body, body] : [], gateway.Backend.Requests.Select(BodyOf));
    }

    [Fact]
    public async Task IsRead_ByMappings_AndForwardedWhole()
    {
        await using TestGateway gateway = await StartAsync(new() { ["append:header.x-call"] = "$request.body.id" });
        using HttpClient client = Client(gateway, "1.1");
        string body = Call("read", number: 17, length: 20_000);

        using HttpResponseMessage answer = await PostAsync(client, body);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\r\nx-call: 17\r\n", gateway.Backend.LastRequest, StringComparison.Ordinal);
        Assert.Equal(body, BodyOf(gateway.Backend.LastRequest));
    }

    [Fact]
    public async Task Reaches_AFunction_InItsEvent()
    {
        FakeIssuer issuer = new();
        await using RecordingBackend function = new();
        await using FunctionGateway gateway = await FunctionGateway.StartAsync(
            TestGateway.Define([("POST /mcp", s_route with { Integration = new() { Type = IntegrationType.AwsProxy, Uri = "f" } })], issuer.Issuer),
            new Dictionary<string, Uri> { ["f"] = new(function.Address) },
            new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler(), ReadsTools = true });
        string body = Call("read", number: 1, length: 20_000);

        using HttpResponseMessage answer = await gateway.SendAsync(
            HttpMethod.Post, "/mcp", Encoding.UTF8.GetBytes(body),
            ("Authorization", "Bearer " + issuer.Mint(TestGateway.Audience)), ("Content-Type", "application/json"));

        Assert.Equal(body, JsonNode.Parse(BodyOf(function.LastRequest))!["body"]!.GetValue<string>());
    }

    /// <summary>As on a route without tools: the gateway's own answer, with its id.</summary>
    [Theory]
    [InlineData("a faulty chunk", "Transfer-Encoding: chunked", "zz\r\n", 400)]
    [InlineData("a chunk that is too large", "Transfer-Encoding: chunked", "A00001\r\n", 413)]
    public async Task Rejects_AFaultyBody(string description, string header, string body, int status)
    {
        await using TestGateway gateway = await StartAsync(requestParameters: null, maximumToolBody: 10_485_760);
        if (status == 413)
        {
            body += new string(' ', 0xA00001) + "\r\n0\r\n\r\n";
        }

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /mcp HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nAuthorization: Bearer {gateway.Issuer.Mint(TestGateway.Audience)}\r\n"
            + $"Content-Type: application/json\r\nConnection: close\r\n{header}\r\n\r\n{body}");

        Assert.Equal((description, status), (description, answer.Status));
        Assert.NotNull(answer["apigw-requestid"]);
        Assert.StartsWith("{\"message\":\"", answer.Body, StringComparison.Ordinal);
        Assert.Empty(gateway.Backend.Requests);
    }

    /// <summary>The route's time limit is for the whole exchange, whether tools are looked for or not.</summary>
    [Fact]
    public async Task Rejects_ABodyThatMissesTheDeadline()
    {
        await using TestGateway gateway = await StartAsync(requestParameters: null, timeoutInMillis: 50);

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /mcp HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nAuthorization: Bearer {gateway.Issuer.Mint(TestGateway.Audience)}\r\n"
            + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: 100\r\n\r\n{");

        Assert.Equal((503, "{\"message\":\"Service Unavailable\"}"), (answer.Status, answer.Body));
        Assert.Empty(gateway.Backend.Requests);
    }

    /// <summary>Refused calls cost what allowed ones do: a flood of them makes no garbage either.</summary>
    [Theory]
    [InlineData("read", HttpStatusCode.OK)]
    [InlineData("write", HttpStatusCode.Forbidden)]
    public async Task UsesItsMemoryAgain(string tool, HttpStatusCode status)
    {
        await using TestGateway gateway = await StartAsync(requestParameters: null);
        using HttpClient client = Client(gateway, "1.1");
        string body = Call(tool, number: 1, length: 600_000);
        using PooledArrays pooled = new(size: 1_048_576);

        for (int count = 0; count < 60; count++)
        {
            using HttpResponseMessage answer = await PostAsync(client, body);
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.InRange(pooled.Allocated, 0, 20);
    }

    private static Task<TestGateway> StartAsync(
        Dictionary<string, string>? requestParameters, string protocols = "Http1", int maximumToolBody = 1_048_576, int timeoutInMillis = 30_000)
    {
        IConfiguration kestrel = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Endpoints:only:Url"] = "http://127.0.0.1:0",
            ["Endpoints:only:Protocols"] = protocols,
        }).Build();
        return TestGateway.StartAsync(
            (issuer, backend) =>
            {
                IntegrationDefinition integration = new()
                {
                    Type = IntegrationType.HttpProxy,
                    Uri = backend + "/mcp",
                    RequestParameters = requestParameters ?? [],
                    Timeout = TimeSpan.FromMilliseconds(timeoutInMillis),
                };
                return TestGateway.Define([("POST /mcp", s_route with { Integration = integration, MaximumToolBody = maximumToolBody })], issuer);
            },
            new GatewayOptions { Listen = new Uri("http://127.0.0.1:0"), Kestrel = kestrel });
    }

    private static HttpClient Client(TestGateway gateway, string version)
    {
        HttpClient client = new()
        {
            BaseAddress = gateway.Address,
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + gateway.Issuer.Mint(TestGateway.Audience));
        return client;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string body) =>
        client.PostAsync(new Uri("/mcp", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));

    private static string Call(string tool, int number, int length)
    {
        string text = string.Concat(Enumerable.Repeat(number.ToString(CultureInfo.InvariantCulture) + ' ', length))[..length];
        return $$"""
            {"jsonrpc":"2.0","id":{{number}},"method":"tools/call","params":{"name":"{{tool}}","arguments":{"text":"{{text}}"} } }
            """;
    }

    private static string BodyOf(string request) => request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
