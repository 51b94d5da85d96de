namespace Authz.Server.Tests.Gateway;

/// <summary>Requests whose length or credentials two programs could read differently are refused, never guessed.</summary>
public sealed class MessageFramingTests
{
    [Theory]
    [InlineData("two lengths", "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400)]
    [InlineData("two equal lengths", "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400)]
    [InlineData("a list of lengths", "Content-Length: 3, 3\r\n\r\nabc", 400)]
    [InlineData("a negative length", "Content-Length: -1\r\n\r\nabc", 400)]
    [InlineData("length and chunks", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("chunks and length", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("an unknown coding last", "Transfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("an unknown coding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("another coding before", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("the coding twice", "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("an empty coding before", "Transfer-Encoding: , chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("an empty coding after", "Transfer-Encoding: chunked,\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("the identity coding before", "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("the coding in other letters", "Transfer-Encoding: Chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("the coding with a parameter", "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("the coding in quotes", "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("the coding after a vertical tab", "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("the coding after an octet", "Transfer-Encoding: \u00A0chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("no coding", "Transfer-Encoding:\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("a bare line feed after a header", "X-A: b\nX-B: c\r\n\r\n", 400)]
    [InlineData("a bare line feed at the end", "X-A: b\r\n\n", 400)]
    [InlineData("two hosts", "Host: other\r\n\r\n", 400)]
    [InlineData("a folded header", "X-A: b\r\n c\r\n\r\n", 400)]
    [InlineData("a space before the colon", "Content-Length : 3\r\n\r\nabc", 400)]
    [InlineData("a bare carriage return", "X-A: b\rc\r\n\r\n", 400)]
    [InlineData("a NUL in a header", "X-A: b\0c\r\n\r\n", 400)]
    [InlineData("two credentials on an open route", "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n", 400)]
    public async Task Rejects_AmbiguousHeads(string description, string rest, int status)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /pets/1 HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n{rest}");

        Assert.Equal((description, status), (description, answer.Status));
        Assert.Empty(gateway.Backend.Requests);
    }

    [Theory]
    [InlineData("POST /pets/1 HTTP/1.0\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("GET /pets/1 HTTP/1.1\nHost: {host}\r\nConnection: close\r\n\r\n")]
    public async Task Rejects_AmbiguousRequestLines(string request)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        RawAnswer answer = await gateway.SendRawAsync(request.Replace("{host}", gateway.Address.Authority, StringComparison.Ordinal));

        Assert.Equal(400, answer.Status);
        Assert.Empty(gateway.Backend.Requests);
    }

    [Fact]
    public async Task Accepts_ExactlyChunked()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /pets/1 HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.Contains("abc", Assert.Single(gateway.Backend.Requests), StringComparison.Ordinal);
    }

    // The head is sound, so a backend may have seen it by then; what it never gets is the end of a body.
    [Fact]
    public async Task Rejects_AChunkWithAnInvalidLength()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /pets/1 HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain(gateway.Backend.Requests, request => request.Contains("\r\n0\r\n\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rejects_TwoCredentials_OnAProtectedRoute()
    {
        await using TestGateway gateway = await TestGateway.StartAsync((issuer, backend) => TestGateway.Define(
            [("GET /pets", new RouteDefinition { Authorizer = "idp", Integration = new IntegrationDefinition { Uri = backend } })],
            issuer));
        string token = gateway.Issuer.Mint(TestGateway.Audience);

        RawAnswer answer = await gateway.SendAsync("GET /pets", $"Authorization: Bearer {token}", $"Authorization: Bearer {token}");

        Assert.Equal(401, answer.Status);
        Assert.Contains("error=\"invalid_request\"", answer["WWW-Authenticate"], StringComparison.Ordinal);
    }
}
