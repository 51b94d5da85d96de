using System.Text;
using Authz.Server.Gateway.Functions;
using Authz.Server.Tests.Gateway;

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

    private static Task<TestGateway> StartAsync() =>
        TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });
}
