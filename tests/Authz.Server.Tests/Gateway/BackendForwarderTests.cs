using System.Net;
using System.Net.Sockets;
using System.Text;
using Authz.Server.Gateway;

namespace Authz.Server.Tests.Gateway;

/// <summary>What reaches a backend, byte for byte, and what becomes of backends that fail.</summary>
public sealed class BackendForwarderTests : IDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly TcpListener _backend = new(IPAddress.Loopback, 0);
    private readonly HttpClient _client = new();

    public BackendForwarderTests() => _backend.Start();

    public void Dispose()
    {
        _backend.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task Sends_TheTargetVerbatimAndDropsForgedOrigins()
    {
        await using GatewayHost gateway = await StartAsync(new IntegrationDefinition { Uri = BackendUri("/x/{id}") });
        using HttpRequestMessage request = new(HttpMethod.Get, Verbatim(gateway.Address + "/pets/a%C3%A4b%20c?q=%41&q"));
        request.Headers.Add("X-Forwarded-For", "203.0.113.1");
        request.Headers.Add("X-Custom", "kept");
        Task<HttpResponseMessage> answer = _client.SendAsync(request);

        string received = await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nApigw-Requestid: forged\r\n\r\nok");

        using HttpResponseMessage response = await answer;
        Assert.StartsWith("GET /x/a%C3%A4b%20c?q=%41&q HTTP/1.1\r\n", received, StringComparison.Ordinal);
        Assert.Contains($"Host: {_backend.LocalEndpoint}\r\n", received, StringComparison.Ordinal);
        Assert.Contains("X-Custom: kept\r\n", received, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Forwarded-For", received, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("ok", await response.Content.ReadAsStringAsync());
        Assert.Equal(16, Assert.Single(response.Headers.GetValues("Apigw-Requestid")).Length);
    }

    [Fact]
    public async Task Sends_TheIntegrationsMethod()
    {
        await using GatewayHost gateway = await StartAsync(
            new IntegrationDefinition { Uri = BackendUri("/x"), IntegrationMethod = "POST" });
        Task<HttpResponseMessage> answer = _client.GetAsync(new Uri(gateway.Address + "/pets/1"));

        Assert.StartsWith("POST /x HTTP/1.1\r\n", await AnswerAsync("HTTP/1.1 204 No Content\r\n\r\n"), StringComparison.Ordinal);
        using HttpResponseMessage response = await answer;
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Answers503_WhenTheBackendCannotBeReached()
    {
        await using GatewayHost gateway = await StartAsync(new IntegrationDefinition { Uri = BackendUri("/x") });
        _backend.Stop();

        await AssertUnavailableAsync(_client.GetAsync(new Uri(gateway.Address + "/pets/1")));
    }

    [Fact]
    public async Task Answers503_WhenTheBackendHangsUp()
    {
        await using GatewayHost gateway = await StartAsync(new IntegrationDefinition { Uri = BackendUri("/x") });
        using HttpRequestMessage request = new(HttpMethod.Post, gateway.Address + "/pets/1");
        Task<HttpResponseMessage> answer = _client.SendAsync(request);
        await AnswerAsync(string.Empty);

        await AssertUnavailableAsync(answer);
    }

    [Fact]
    public async Task Answers503_WhenTheBackendTakesTooLong()
    {
        await using GatewayHost gateway = await StartAsync(
            new IntegrationDefinition { Uri = BackendUri("/x"), Timeout = TimeSpan.FromMilliseconds(50) });

        // The backend's queue takes the connection, and nobody answers.
        await AssertUnavailableAsync(_client.GetAsync(new Uri(gateway.Address + "/pets/1")));
    }

    private static async Task AssertUnavailableAsync(Task<HttpResponseMessage> answer)
    {
        using HttpResponseMessage response = await answer;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("""{"message":"Service Unavailable"}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(16, Assert.Single(response.Headers.GetValues("Apigw-Requestid")).Length);
    }

    private static Uri Verbatim(string url) => new(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static async Task<GatewayHost> StartAsync(IntegrationDefinition integration)
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            Routes = new Dictionary<string, RouteDefinition> { ["ANY /pets/{id}"] = new() { IsOpen = true, Integration = integration } },
        };
        return await GatewayHost.StartAsync(
            new RunningApi(TestGateway.Compile(definition)), new GatewayOptions { Listen = new Uri("http://127.0.0.1:0") }, watches: [],
            CancellationToken.None);
    }

    private string BackendUri(string path) => $"http://{_backend.LocalEndpoint}{path}";

    // Reads one request's head, sends the answer and hangs up.
    private async Task<string> AnswerAsync(string answer)
    {
        using TcpClient connection = await _backend.AcceptTcpClientAsync().WaitAsync(s_patience);
        await using NetworkStream stream = connection.GetStream();
        StringBuilder received = new();
        byte[] buffer = new byte[4096];
        while (!received.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int count = await stream.ReadAsync(buffer);
            Assert.NotEqual(0, count);
            received.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return received.ToString();
    }
}
