using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.Attacks;

/// <summary>
/// E1 and E2: where a token is not taken from, and schemes that are none. HTTP/2's pseudo-headers have no test here: Kestrel refuses them
/// among other headers, and no code of ours reads them.
/// </summary>
public sealed class CredentialAttackTests
{
    [Theory]
    [InlineData("lower case", "Authorization: bearer {token}", 200)]
    [InlineData("upper case", "Authorization: BEARER {token}", 200)]
    [InlineData("no scheme", "Authorization: {token}", 200)]
    [InlineData("a tab after the scheme", "Authorization: Bearer\t{token}", 401)]
    [InlineData("quotes", "Authorization: Bearer \"{token}\"", 401)]
    [InlineData("another scheme", "Authorization: Basic {token}", 401)]
    [InlineData("a longer scheme", "Authorization: BearerX {token}", 401)]
    [InlineData("a scheme twice", "Authorization: Bearer Bearer {token}", 401)]
    [InlineData("a parameter after it", "Authorization: Bearer {token}, realm=x", 401)]
    [InlineData("another scheme before it", "Authorization: Basic eA==, Bearer {token}", 401)]
    [InlineData("two in one header", "Authorization: Bearer {token}, Bearer {token}", 401)]
    [InlineData("two headers", "Authorization: Bearer {token}\r\nAuthorization: Bearer {token}", 401)]
    [InlineData("a good one and another", "Authorization: Bearer {token}\r\nauthorization: Basic eA==", 401)]
    [InlineData("a folded header", "Authorization: Bearer\r\n {token}", 400)]
    [InlineData("a space before the colon", "Authorization : Bearer {token}", 400)]
    [InlineData("an underscore for a hyphen", "Proxy_Authorization: Bearer {token}", 401)]
    [InlineData("the proxy's header", "Proxy-Authorization: Bearer {token}", 401)]
    [InlineData("a forwarded header", "X-Forwarded-Authorization: Bearer {token}", 401)]
    [InlineData("E2 a cookie", "Cookie: access_token={token}; Authorization={token}", 401)]
    public async Task E1_SchemeTricks_HaveOneReading(string description, string headers, int status)
    {
        await using TestGateway gateway = await StartAsync();
        string token = gateway.Issuer.Mint(TestGateway.Audience);

        RawAnswer answer = await gateway.SendRawAsync(
            $"GET /pets HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n"
            + headers.Replace("{token}", token, StringComparison.Ordinal) + "\r\n\r\n");

        Assert.Equal((description, status), (description, answer.Status));
        Assert.Equal(status == 200 ? 1 : 0, gateway.Backend.Requests.Count);
    }

    [Fact]
    public async Task E1_TokenInTrailers_IsIgnored()
    {
        await using TestGateway gateway = await StartAsync();

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /pets HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
            + $"Trailer: Authorization\r\n\r\n0\r\nAuthorization: Bearer {gateway.Issuer.Mint(TestGateway.Audience)}\r\n\r\n");

        Assert.Equal((401, "Bearer"), (answer.Status, answer["WWW-Authenticate"]));
    }

    [Theory]
    [InlineData("E2 in the query", "GET /pets?access_token={token}")]
    [InlineData("E2 in the query under the header's name", "GET /pets?Authorization=Bearer%20{token}")]
    [InlineData("E2 in the query under the header's identity source", "GET /pets?$request.header.Authorization={token}")]
    public async Task E2_TokenElsewhere_IsIgnored(string description, string requestLine)
    {
        await using TestGateway gateway = await StartAsync();

        RawAnswer answer = await gateway.SendAsync(
            requestLine.Replace("{token}", gateway.Issuer.Mint(TestGateway.Audience), StringComparison.Ordinal));

        Assert.Equal((description, 401, "Bearer"), (description, answer.Status, answer["WWW-Authenticate"]));
        Assert.Empty(gateway.Backend.Requests);
    }

    [Fact]
    public async Task E2_TokenInAFormBody_IsIgnored()
    {
        await using TestGateway gateway = await StartAsync();
        string form = "access_token=" + gateway.Issuer.Mint(TestGateway.Audience);

        RawAnswer answer = await gateway.SendRawAsync(
            $"POST /pets HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n{form}");

        Assert.Equal((401, "Bearer"), (answer.Status, answer["WWW-Authenticate"]));
    }

    private static Task<TestGateway> StartAsync() => TestGateway.StartAsync((issuer, backend) => TestGateway.Define(
        [("ANY /pets", new RouteDefinition { Authorizer = "idp", Integration = new IntegrationDefinition { Uri = backend + "/pets" } })],
        issuer));
}
