using System.Net.Sockets;
using System.Text;
using Authz.Server.Tests.Gateway;
using Authz.Server.Tests.Gateway.Functions;

namespace Authz.Server.Tests.Attacks;

/// <summary>Bodies that are too slow or too large for a function are refused before they cost time or memory.</summary>
public sealed class FunctionLimitTests
{
    private const string TooLarge = """{"message":"Request Entity Too Large"}""";

    // Nobody listens there: no request of these tests may come so far.
    private static readonly Uri s_function = new("http://127.0.0.1:1");

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("a length", "Content-Length: 100", "abc")]
    [InlineData("chunks", "Transfer-Encoding: chunked", "3\r\nabc\r\n")]
    public async Task Answers503_WhenTheBodyMissesTheDeadline(string description, string framing, string body)
    {
        await using FunctionGateway gateway = await StartAsync(TimeSpan.FromMilliseconds(50));

        RawAnswer answer = await SendAsync(gateway, framing, body);

        Assert.Equal((description, 503), (description, answer.Status));
    }

    [Theory]
    [InlineData("text", "Content-Length: 6291457\r\nContent-Type: text/plain")]
    [InlineData("base64", "Content-Length: 4718593")]
    public async Task Answers413_ToALength(string description, string head)
    {
        await using FunctionGateway gateway = await StartAsync(TimeSpan.FromSeconds(30));

        RawAnswer answer = await SendAsync(gateway, head, body: "");

        Assert.Equal((description, 413), (description, answer.Status));
        Assert.Contains(TooLarge, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "Content-Type: text/plain", 6_300_000, 'x', false)]
    [InlineData("base64", "X-Type: none", 4_800_000, 'x', false)]
    [InlineData("text with escapes", "Content-Type: text/plain", 4_000_000, '"', true)]
    public async Task Answers413_WhileTheBodyIsRead(string description, string head, int length, char content, bool ends)
    {
        await using FunctionGateway gateway = await StartAsync(TimeSpan.FromSeconds(30));

        string body = $"{length:x}\r\n{new string(content, length)}\r\n{(ends ? "0\r\n\r\n" : "")}";
        RawAnswer answer = await SendAsync(gateway, head + "\r\nTransfer-Encoding: chunked", body);

        Assert.Equal((description, 413), (description, answer.Status));
    }

    private static Task<FunctionGateway> StartAsync(TimeSpan timeout)
    {
        IntegrationDefinition integration = new() { Type = IntegrationType.AwsProxy, Uri = "f", Timeout = timeout };
        return FunctionGateway.StartAsync(
            new ApiDefinitionBuilder().AddRoute("POST /a", new RouteDefinition { IsOpen = true, Integration = integration }).Build(),
            new() { ["f"] = s_function });
    }

    // Reads no more than the answer's head and what comes with it; the connection stays open meanwhile.
    private static async Task<RawAnswer> SendAsync(FunctionGateway gateway, string head, string body)
    {
        Uri address = gateway.Client.BaseAddress!;
        using TcpClient connection = new();
        using CancellationTokenSource patience = new(s_patience);
        await connection.ConnectAsync(address.Host, address.Port, patience.Token);
        await using NetworkStream stream = connection.GetStream();
        Task writing = stream.WriteAsync(
            Encoding.Latin1.GetBytes($"POST /a HTTP/1.1\r\nHost: {address.Authority}\r\n{head}\r\n\r\n{body}"), patience.Token).AsTask();
        StringBuilder answer = new();
        byte[] buffer = new byte[16 * 1024];
        while (!answer.ToString().Contains('}', StringComparison.Ordinal))
        {
            int count = await stream.ReadAsync(buffer, patience.Token);
            Assert.NotEqual(0, count);
            answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        // The gateway need not read the rest of a body that it has refused.
        await connection.Client.DisconnectAsync(reuseSocket: false, patience.Token);
        await Task.WhenAny(writing);
        return RawAnswer.Read(answer.ToString());
    }
}
