namespace Authz.Server.Tests.Gateway;

/// <summary>What a client says that only a gateway may say, and what the gateway says in its place.</summary>
public sealed class RequestArrivalTests
{
    public static TheoryData<string> GatewayOnly =>
    [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix",
        "X-Forwarded-User", "X-Forwarded-Anything", "x_forwarded_for", "X-Forwarded_For", "X-Real-IP", "X_Real_IP", "X-Client-IP",
        "True-Client-IP", "X-Original-Url", "X_Original_Url", "X-Original-Uri", "X-Original-Path", "X-Original-Method", "X-Original-Host",
        "X-Rewrite-Url", "X-Envoy-Original-Path", "X-Http-Method-Override", "X_HTTP_METHOD_OVERRIDE", "X-Http-Method", "X-Method-Override",
        "Apigw-Requestid", "Proxy-Authorization", "Proxy-Connection", "Keep-Alive", "Upgrade", "TE",
        "Content_Type", "Content_Encoding", "Proxy_Connection",
        "Proxy_Authorization", "X-Apigateway-Event", "X_Apigateway_Context", "X-Amzn-Request-Context",
    ];

    [Theory]
    [MemberData(nameof(GatewayOnly))]
    public async Task E4_ForwardedHeaders_AreNotTheClients(string name)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        RawAnswer answer = await gateway.SendAsync("GET /pets/1", $"{name}: forged-by-client");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("forged-by-client", gateway.Backend.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwards_TheOriginOfTheRequest_AsTheServiceDoes()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        await gateway.SendAsync("GET /pets/1", "Forwarded: for=10.0.0.1", "Via: 1.0 before");

        string[] lines = gateway.Backend.LastRequest.Split("\r\n");
        Assert.Contains($"Forwarded: by=127.0.0.1;for=127.0.0.1;host=\"{gateway.Address.Authority}\";proto=http", lines);
        Assert.Contains(lines, line => line.StartsWith("Via: 1.0 before, 1.1 authz-", StringComparison.Ordinal));
        Assert.Contains($"Host: {new Uri(gateway.Backend.Address).Authority}", lines);
    }

    [Theory]
    [InlineData("named", "Connection: X-Mine", "X-Mine: 1")]
    [InlineData("named among others", "Connection: X-Other , x-mine", "X-Mine: 1")]
    public async Task Drops_HeadersThatTheClientNamesAsHopByHop(string description, string connection, string header)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        // Of a list with "close" Kestrel keeps "close" alone.
        await gateway.SendRawAsync($"GET /pets/1 HTTP/1.0\r\nHost: {gateway.Address.Authority}\r\n{connection}\r\n{header}\r\n\r\n");

        Assert.False(gateway.Backend.LastRequest.Contains("X-Mine", StringComparison.OrdinalIgnoreCase), description);
    }

    // The gateway's own headers come after the client's list was heeded.
    [Fact]
    public async Task Keeps_ItsOwnHeaders_EvenIfTheClientNamesThem()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        await gateway.SendRawAsync(
            $"GET /pets/1 HTTP/1.0\r\nHost: {gateway.Address.Authority}\r\nConnection: Forwarded, Via, Host\r\n\r\n");

        Assert.Contains("\r\nForwarded: by=", gateway.Backend.LastRequest, StringComparison.Ordinal);
        Assert.Contains("\r\nVia: 1.0 authz", gateway.Backend.LastRequest, StringComparison.Ordinal);
    }

    // Without its host the request would be another one.
    [Fact]
    public async Task Keeps_TheHost_EvenIfTheClientNamesIt()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        await gateway.SendRawAsync("GET /pets/1 HTTP/1.0\r\nHost: api.example\r\nConnection: Host\r\n\r\n");

        Assert.Contains(";host=api.example;", gateway.Backend.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passes_TheClientsOtherHeaders()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        await gateway.SendAsync(
            "GET /pets/1", "X-Custom: a", "X_Custom: b", "x-client-sku: s", "X-Goog-Api-Key: k", "X-Amzn-Trace-Id: t", "Cookie: a=1; b=2", "User-Agent: me", "Authorization: Basic eA==");

        string[] lines = gateway.Backend.LastRequest.Split("\r\n");
        Assert.All(
            (string[])["X-Custom: a", "X_Custom: b", "x-client-sku: s", "X-Goog-Api-Key: k", "X-Amzn-Trace-Id: t", "Cookie: a=1; b=2", "User-Agent: me", "Authorization: Basic eA=="],
            line => Assert.Contains(line, lines));
    }

    [Fact]
    public async Task E6_MethodOverride_ChangesNeitherVerdictNorMethod()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(
            backend => new IntegrationDefinition { Uri = backend + "/x" }, routeKey: "GET /pets/{id}");

        Assert.Equal(404, (await gateway.SendAsync("DELETE /pets/1", "X-Http-Method-Override: GET")).Status);
        Assert.Equal(200, (await gateway.SendAsync("GET /pets/1", "X-Http-Method-Override: DELETE")).Status);
        Assert.DoesNotContain("DELETE", Assert.Single(gateway.Backend.Requests), StringComparison.Ordinal);
    }
}
