namespace Authz.Server.Tests.Gateway;

/// <summary>What pages of other origins may see, in each answer that a gateway gives.</summary>
public sealed class CorsRulesTests
{
    private const string App = "https://app.example.com";

    private static readonly CorsDefinition s_cors = new()
    {
        AllowOrigins = [App, "https://other.example.com"],
        AllowMethods = ["GET", "POST"],
        AllowHeaders = ["authorization", "x-custom"],
        ExposeHeaders = ["apigw-requestid"],
        MaxAge = 600,
        AllowCredentials = true,
    };

    // Section 11: "CORS headers also on gateway errors"
    [Theory]
    [InlineData("refused for lack of a token", "GET /protected", 401)]
    [InlineData("no such route", "GET /nowhere", 404)]
    [InlineData("an ambiguous target", "GET /open//x", 400)]
    [InlineData("too long a head", "GET /open?{long}", 431)]
    [InlineData("allowed", "GET /open", 200)]
    public async Task Adds_CorsHeaders_ToGatewayErrors(string description, string requestLine, int status)
    {
        await using TestGateway gateway = await StartAsync(s_cors);

        RawAnswer answer = await gateway.SendAsync(
            requestLine.Replace("{long}", new string('x', 11_000), StringComparison.Ordinal), $"Origin: {App}");

        Assert.Equal(status, answer.Status);
        Assert.Equal((description, App, "true", "apigw-requestid", "origin"), (
            description,
            answer["Access-Control-Allow-Origin"],
            answer["Access-Control-Allow-Credentials"],
            answer["Access-Control-Expose-Headers"],
            answer["Vary"]));
    }

    [Fact]
    public async Task Answers401_AsTheServiceWasRecorded()
    {
        await using TestGateway gateway = await StartAsync(s_cors with { ExposeHeaders = [] });

        RawAnswer answer = await gateway.SendAsync("GET /protected", $"Origin: {App}");

        string[] expected =
        [
            "access-control-allow-credentials: true", $"access-control-allow-origin: {App}", "content-length: 26",
            "content-type: application/json", "vary: origin", "www-authenticate: Bearer",
        ];
        string[] own = ["date", "apigw-requestid", "connection"];
        Assert.Equal(expected, answer.Headers
            .Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}")
            .Where(line => !own.Any(name => line.StartsWith(name, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal));
        Assert.Equal("""{"message":"Unauthorized"}""", answer.Body);
    }

    [Theory]
    [InlineData("a route of its own", "/open")]
    [InlineData("a protected route", "/protected")]
    [InlineData("no route at all", "/nowhere")]
    public async Task Answers_PreflightsItself(string description, string path)
    {
        await using TestGateway gateway = await StartAsync(s_cors);

        RawAnswer answer = await PreflightAsync(gateway, path, App);

        Assert.Equal((description, 204, string.Empty), (description, answer.Status, answer.Body));
        Assert.Equal((App, "GET,POST", "authorization,x-custom", "600", "true", null), (
            answer["Access-Control-Allow-Origin"],
            answer["Access-Control-Allow-Methods"],
            answer["Access-Control-Allow-Headers"],
            answer["Access-Control-Max-Age"],
            answer["Access-Control-Allow-Credentials"],
            answer["Access-Control-Expose-Headers"]));
        Assert.Empty(gateway.Backend.Requests);
    }

    [Theory]
    [InlineData("another origin", "https://evil.example.com")]
    [InlineData("the origin in another case", "https://APP.example.com")]
    [InlineData("a longer origin", "https://app.example.com.evil.com")]
    [InlineData("no origin", "null")]
    [InlineData("two origins", "https://app.example.com https://other.example.com")]
    public async Task Permits_NothingToOtherOrigins(string description, string origin)
    {
        await using TestGateway gateway = await StartAsync(s_cors);

        RawAnswer[] answers =
            [await PreflightAsync(gateway, "/open", origin), await gateway.SendAsync("GET /open", $"Origin: {origin}")];
        foreach (RawAnswer answer in answers)
        {
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
            Assert.Equal((description, "origin"), (description, answer["Vary"]));
        }
    }

    [Theory]
    [InlineData("*", "http://any.example", "*", null)]
    [InlineData("https://*", "https://any.example", "https://any.example", "origin")]
    [InlineData("https://*", "http://any.example", null, "origin")]
    [InlineData("http://*", "http://any.example:8080", "http://any.example:8080", "origin")]
    public async Task Permits_OriginsThatWildcardsCover(string allowed, string origin, string? permitted, string? vary)
    {
        await using TestGateway gateway = await StartAsync(
            new CorsDefinition { AllowOrigins = [allowed], AllowMethods = ["*"], AllowHeaders = ["*"] });

        RawAnswer actual = await gateway.SendAsync("GET /open", $"Origin: {origin}");
        RawAnswer preflight = await PreflightAsync(gateway, "/open", origin);

        Assert.Equal((permitted, vary), (actual["Access-Control-Allow-Origin"], actual["Vary"]));
        Assert.Equal(permitted, preflight["Access-Control-Allow-Origin"]);
        Assert.Equal(permitted is null ? null : "Authorization, X-Custom", preflight["Access-Control-Allow-Headers"]);
        Assert.Equal(permitted is null ? null : "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT", preflight["Access-Control-Allow-Methods"]);
    }

    [Fact]
    public async Task Removes_TheBackendsCorsHeaders()
    {
        await using TestGateway gateway = await StartAsync(s_cors);
        gateway.Backend.Answer = _ =>
            "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: PUT\r\nVary: accept\r\nContent-Length: " +
            "0\r\n\r\n";

        RawAnswer allowed = await gateway.SendAsync("GET /open", $"Origin: {App}");
        RawAnswer other = await gateway.SendAsync("GET /open", "Origin: https://evil.example.com");

        Assert.Equal((App, null), (allowed["Access-Control-Allow-Origin"], allowed["Access-Control-Allow-Methods"]));
        Assert.Null(other["Access-Control-Allow-Origin"]);
        Assert.Equal(
            ["accept", "origin"],
            allowed.Headers.Where(header => header.Key == "Vary")
                .SelectMany(header => header.Value.Split(", "))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Passes_TheBackendsCorsHeaders_WhenTheDefinitionHasNoCors()
    {
        await using TestGateway gateway = await StartAsync(cors: null);
        gateway.Backend.Answer = _ => "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\n\r\n";

        Assert.Equal("*", (await gateway.SendAsync("GET /open", $"Origin: {App}"))["Access-Control-Allow-Origin"]);
    }

    [Fact]
    public async Task Aws_RefusesPreflights_ThatARouteWithAnAuthorizerCatches()
    {
        await using TestGateway gateway = await StartAsync(s_cors, CompatibilityMode.Aws);

        Assert.Equal(401, (await PreflightAsync(gateway, "/protected", App)).Status);
        Assert.Equal(204, (await PreflightAsync(gateway, "/open", App)).Status);
        Assert.Equal(204, (await PreflightAsync(gateway, "/nowhere", App)).Status);
    }

    [Fact]
    public async Task Decides_OrdinaryOptionsRequests()
    {
        await using TestGateway gateway = await StartAsync(s_cors);

        Assert.Equal(401, (await gateway.SendAsync("OPTIONS /protected", $"Origin: {App}")).Status);
        Assert.Equal(401, (await gateway.SendAsync("OPTIONS /protected", "Access-Control-Request-Method: GET")).Status);
    }

    private static Task<RawAnswer> PreflightAsync(TestGateway gateway, string path, string origin) => gateway.SendAsync(
        $"OPTIONS {path}",
        $"Origin: {origin}",
        "Access-Control-Request-Method: GET",
        "Access-Control-Request-Headers: Authorization, X-Custom");

    private static Task<TestGateway> StartAsync(CorsDefinition? cors, CompatibilityMode compatibility = CompatibilityMode.Standard) =>
        TestGateway.StartAsync((issuer, backend) => TestGateway.Define(
            [
                ("GET /open", new RouteDefinition { IsOpen = true, Integration = new IntegrationDefinition { Uri = backend + "/open" } }),
                ("ANY /protected",
                    new RouteDefinition { Authorizer = "idp", Integration = new IntegrationDefinition { Uri = backend + "/protected" } }),
            ],
            issuer) with
        { Cors = cors, Compatibility = compatibility });
}
