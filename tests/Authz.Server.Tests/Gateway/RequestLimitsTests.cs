namespace Authz.Server.Tests.Gateway;

/// <summary>Requests that are too large, and the service's answers to them.</summary>
public sealed class RequestLimitsTests
{
    private const int Limit = 10_240;

    // Request line without its query, and the values of Host and Connection.
    private static int OverheadOf(TestGateway gateway) =>
        "GET /pets/1? HTTP/1.1\r\n".Length - 2 + 2 + gateway.Address.Authority.Length + "close".Length;

    [Theory]
    [InlineData("at the limit", 0, 200)]
    [InlineData("one above", 1, 431)]
    [InlineData("far above", 30_000, 431)]
    public async Task HeadersTooLarge_Answers431(string description, int above, int status)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });
        int room = Limit - OverheadOf(gateway) + above;

        RawAnswer inTarget = await gateway.SendAsync($"GET /pets/1?{new string('x', room)}");
        RawAnswer inHeaders = await gateway.SendAsync(
            "GET /pets/1?", $"a: {new string('x', room / 2)}", $"b: {new string('x', room - (room / 2))}");

        Assert.Equal((description, status, status), (description, inTarget.Status, inHeaders.Status));
        if (status == 431)
        {
            Assert.Equal("""{"message":"Request Header Fields Too Large"}""", inTarget.Body);
            Assert.Equal(16, inTarget["Apigw-Requestid"]!.Length);
            Assert.Empty(gateway.Backend.Requests);
        }
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(4_096, 0)]
    [InlineData(8_192, 0)]
    [InlineData(8_193, 1)]
    [InlineData(32_768, 24_576)]
    public async Task HeadMayGrow_WithTheLongestToken_AlsoAfterAReload(int? longest, int growth)
    {
        await using TestGateway gateway = await TestGateway.StartAsync((issuer, backend) => Define(issuer, backend, longest));
        int room = Limit - OverheadOf(gateway) + growth;

        await AnswersAsync(gateway, room);
        gateway.Running.Replace(TestGateway.Compile(Define(gateway.Issuer.Issuer, gateway.Backend.Address, longest: null)));
        await AnswersAsync(gateway, room - growth);
        gateway.Running.Replace(TestGateway.Compile(Define(gateway.Issuer.Issuer, gateway.Backend.Address, longest)));
        await AnswersAsync(gateway, room);
    }

    [Theory]
    [InlineData(16_384, 16_384, 200)]
    [InlineData(16_384, 16_385, 401)]
    [InlineData(null, 8_192, 200)]
    [InlineData(null, 8_193, 401)]
    public async Task ServesATokenAsLongAsItMayBe(int? longest, int length, int status)
    {
        await using TestGateway gateway = await TestGateway.StartAsync((issuer, backend) => Define(issuer, backend, longest));
        string shorter = gateway.Issuer.Token(TestGateway.Audience).With("pad", "").Sign(gateway.Issuer.CurrentKey);
        string token = shorter;
        for (int pad = (length - shorter.Length) * 3 / 4; token.Length < length; pad++)
        {
            token = gateway.Issuer.Token(TestGateway.Audience).With("pad", new string('x', pad)).Sign(gateway.Issuer.CurrentKey);
        }

        Assert.Equal(length, token.Length);
        Assert.Equal(status, (await gateway.SendAsync("GET /token", $"Authorization: Bearer {token}")).Status);
    }

    private static ApiDefinition Define(string issuer, string backend, int? longest)
    {
        IntegrationDefinition integration = new() { Uri = backend + "/x" };
        ApiDefinition definition = TestGateway.Define(
            [
                ("GET /pets/{id}", new RouteDefinition { IsOpen = true, Integration = integration }),
                ("GET /token", new RouteDefinition { Authorizer = "idp", Integration = integration }),
            ],
            issuer);
        AuthorizerDefinition authorizer = definition.Authorizers["idp"] with { MaximumTokenLength = longest };
        return definition with { Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = authorizer } };
    }

    private static async Task AnswersAsync(TestGateway gateway, int room) => Assert.Equal(
        (200, 431),
        (
            (await gateway.SendAsync($"GET /pets/1?{new string('x', room)}")).Status,
            (await gateway.SendAsync($"GET /pets/1?{new string('x', room + 1)}")).Status));

    [Theory]
    [InlineData("a length", "Content-Length: 10485761\r\n\r\n")]
    [InlineData("chunks", "Transfer-Encoding: chunked\r\n\r\nA00001\r\n{body}\r\n0\r\n\r\n")]
    public async Task BodyTooLarge_Answers413(string description, string rest)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /pets/1 HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n"
            + rest.Replace("{body}", new string('x', 0xA00001), StringComparison.Ordinal));

        Assert.Equal((description, 413, """{"message":"Request Entity Too Large"}"""), (description, answer.Status, answer.Body));
    }

    [Fact]
    public async Task NoServerHeader_OnAnyAnswer()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        foreach (string line in (string[])["GET /pets/1", "GET /nowhere", "GET /a//b", "GET /pets/1 x"])
        {
            Assert.Null((await gateway.SendAsync(line))["Server"]);
        }
    }
}
