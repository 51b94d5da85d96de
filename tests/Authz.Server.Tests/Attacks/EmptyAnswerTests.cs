using System.Net;
using Authz.Server.Tests.Gateway;
using Authz.Server.Tests.Gateway.Functions;

namespace Authz.Server.Tests.Attacks;

/// <summary>Statuses without content have none, whatever a backend sends after them.</summary>
public sealed class EmptyAnswerTests
{
    private static readonly string[] s_bodies =
    [
        "\r\n", "Content-Length: 0\r\n\r\n", "Content-Length: 5\r\n\r\nhello", "Content-Length: 5\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "Connection: close\r\n\r\nhello",
    ];

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task DropsTheBackendsContent(int status)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(
            backend => new IntegrationDefinition { Uri = backend + "/x" }, cors: new CorsDefinition { AllowOrigins = ["https://a.example"] });

        foreach (string method in (string[])["GET", "POST", "HEAD"])
        {
            foreach (string body in s_bodies.Where(body => status != 205 || !body.EndsWith("5\r\n\r\n", StringComparison.Ordinal)))
            {
                gateway.Backend.Answer = _ => $"HTTP/1.1 {status} Word\r\nX-Any: a\r\n{body}";

                RawAnswer answer = await gateway.SendAsync($"{method} /pets/1", "Origin: https://a.example", "Content-Length: 0");

                Assert.Equal((method, body, status, string.Empty), (method, body, answer.Status, answer.Body));
                Assert.Equal("a", answer["X-Any"]);
                Assert.Equal("https://a.example", answer["Access-Control-Allow-Origin"]);
                Assert.Equal(16, answer["Apigw-Requestid"]!.Length);
            }
        }
    }

    // The status is the client's: another one that the mapping makes may have content, or none.
    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task DropsContent_UnderAMappedStatus(int status)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition
        {
            Uri = backend + "/x",
            ResponseParameters = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["200"] = new Dictionary<string, string> { ["overwrite:statuscode"] = $"{status}" },
            },
        });

        RawAnswer answer = await gateway.SendAsync("GET /pets/1");

        Assert.Equal((status, string.Empty), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(204, PayloadFormatVersion.Version1)]
    [InlineData(205, PayloadFormatVersion.Version1)]
    [InlineData(304, PayloadFormatVersion.Version1)]
    [InlineData(204, PayloadFormatVersion.Version2)]
    [InlineData(205, PayloadFormatVersion.Version2)]
    [InlineData(304, PayloadFormatVersion.Version2)]
    public async Task DropsAFunctionsContent(int status, PayloadFormatVersion version)
    {
        string json = $$$"""
            {"statusCode":{{{status}}},"body":"hello","headers":{"x-any":"a","content-length":"5","transfer-encoding":"chunked"}}
            """;
        await using RecordingBackend function = new() { Answer = _ => $"HTTP/1.1 200 OK\r\nContent-Length: {json.Length}\r\n\r\n{json}" };
        IntegrationDefinition integration = new() { Type = IntegrationType.AwsProxy, Uri = "f", PayloadFormatVersion = version };
        ApiDefinition definition = TestGateway.Define([("ANY /a", new RouteDefinition { IsOpen = true, Integration = integration })]) with
        {
            Cors = new CorsDefinition { AllowOrigins = ["https://a.example"] },
        };
        await using FunctionGateway gateway =
            await FunctionGateway.StartAsync(definition, new() { ["f"] = new Uri(function.Address + "/f") });

        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Head])
        {
            using HttpResponseMessage answer =
                await gateway.SendAsync(method, "/a", body: null, ("Origin", "https://a.example"));

            string content = await answer.Content.ReadAsStringAsync();
            Assert.Equal((method, (HttpStatusCode)status, string.Empty), (method, answer.StatusCode, content));
            Assert.Equal("a", Assert.Single(answer.Headers.GetValues("x-any")));
            Assert.Equal("https://a.example", Assert.Single(answer.Headers.GetValues("access-control-allow-origin")));
            Assert.Equal(16, Assert.Single(answer.Headers.GetValues("apigw-requestid")).Length);
        }
    }
}
