using Authz.Server.Tests.Gateway;
using Authz.Testing;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>
/// The checklist of what makes a gateway behave as the service does, as far as HTTP backends and JWT authorizers go; a test for each row.
/// <c>Adds_CorsHeaders_ToGatewayErrors</c> is in <see cref="CorsRulesTests"/>.
/// </summary>
public sealed class ServiceChecklistTests
{
    [Fact]
    public async Task BodyLengthsAndRequestIds_AreTheServices()
    {
        await using TestGateway gateway = await StartAsync();
        string token = gateway.Issuer.Mint(TestGateway.Audience, "pets:read");
        gateway.Backend.Answer = _ => string.Empty;
        (RawAnswer Answer, int Status, int Length)[] answers =
        [
            (await gateway.SendAsync("GET /pets"), 401, 26),
            (await gateway.SendAsync("POST /pets", $"Authorization: Bearer {token}"), 403, 23),
            (await gateway.SendAsync("GET /nowhere"), 404, 23),
            (await gateway.SendAsync("POST /open", "Content-Length: 0"), 503, 33),
        ];

        Assert.All(answers, expected =>
        {
            Assert.Equal((expected.Status, expected.Length), (expected.Answer.Status, expected.Answer.Body.Length));
            Assert.Equal($"{expected.Length}", expected.Answer["Content-Length"]);
            Assert.Equal("application/json", expected.Answer["Content-Type"]);
            Assert.EndsWith("=", expected.Answer["Apigw-Requestid"], StringComparison.Ordinal);
            Assert.Equal(16, expected.Answer["Apigw-Requestid"]!.Length);
        });
        Assert.Equal(answers.Length, answers.Select(expected => expected.Answer["Apigw-Requestid"]).Distinct().Count());
    }

    [Fact]
    public async Task WwwAuthenticate_SeparatesBySpaces_InAws()
    {
        await using TestGateway gateway = await StartAsync(CompatibilityMode.Aws);

        Assert.Equal("Bearer", (await gateway.SendAsync("GET /pets"))["WWW-Authenticate"]);
        Assert.Equal(
            "Bearer scope=\"\" error=\"invalid_token\" error_description=\"the token does not have a valid audience\"",
            (await gateway.SendAsync("GET /pets", $"Authorization: Bearer {gateway.Issuer.Mint("other")}"))["WWW-Authenticate"]);
    }

    [Fact]
    public async Task AudThenClientId_AnyOfScopes_ExactIssuer_RsaOnlyInAws()
    {
        await using TestGateway gateway = await StartAsync(CompatibilityMode.Aws);
        FakeIssuer issuer = gateway.Issuer;
        TestToken Token() => issuer.Token(TestGateway.Audience, "other pets:write");

        Assert.Equal(
            200, await StatusAsync(gateway, Token().Without("aud").With("client_id", TestGateway.Audience).Sign(issuer.CurrentKey)));
        Assert.Equal(
            401, await StatusAsync(gateway, Token().With("aud", "other").With("client_id", TestGateway.Audience).Sign(issuer.CurrentKey)));
        Assert.Equal(200, await StatusAsync(gateway, Token().Sign(issuer.CurrentKey), "POST /pets"));
        Assert.Equal(401, await StatusAsync(gateway, Token().With("iss", issuer.Issuer + "/").Sign(issuer.CurrentKey)));
        Assert.Equal(401, await StatusAsync(gateway, Token().Sign(SigningKey.Create("ES256"))));
    }

    [Theory]
    [InlineData("full before greedy", "GET /pets/dog/1", "/1")]
    [InlineData("full with a variable before greedy", "GET /pets/dog/2", "/2")]
    [InlineData("greedy", "GET /pets/cat/1", "/3")]
    [InlineData("greedy for any method", "POST /test/5", "/4")]
    [InlineData("the rest", "GET /", "/5/")]
    public async Task RoutePriorities_FullGreedyDefault(string description, string requestLine, string expected)
    {
        await using TestGateway gateway = await TestGateway.StartAsync((_, backend) => TestGateway.Define(
            [.. ((string[])["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"])
                .Select(
                    (key, index) => (
                        key,
                        new RouteDefinition { IsOpen = true, Integration = new() { Uri = $"{backend}/{index + 1}" } }))]));

        await gateway.SendAsync(requestLine, "Content-Length: 0");

        Assert.Equal((description, expected), (description, gateway.Backend.LastRequest.Split(' ')[1]));
    }

    [Theory]
    [InlineData("DELETE /pets")]
    [InlineData("HEAD /open")]
    [InlineData("get /pets")]
    [InlineData("PROPFIND /pets")]
    public async Task WrongMethod_Is404Never405(string requestLine)
    {
        await using TestGateway gateway = await StartAsync();

        Assert.Equal(404, (await gateway.SendAsync(requestLine)).Status);
    }

    private static async Task<int> StatusAsync(TestGateway gateway, string token, string requestLine = "GET /pets") =>
        (await gateway.SendAsync(requestLine, $"Authorization: Bearer {token}", "Content-Length: 0")).Status;

    private static Task<TestGateway> StartAsync(CompatibilityMode compatibility = CompatibilityMode.Standard) =>
        TestGateway.StartAsync((issuer, backend) => TestGateway.Define(
            [
                ("GET /pets", new RouteDefinition { Authorizer = "idp", Integration = new IntegrationDefinition { Uri = backend } }),
                ("POST /pets", new RouteDefinition
                {
                    Authorizer = "idp",
                    AuthorizationScopes = ["pets:write", "pets:admin"],
                    Integration = new IntegrationDefinition { Uri = backend },
                }),
                ("POST /open", new RouteDefinition { IsOpen = true, Integration = new IntegrationDefinition { Uri = backend } }),
            ],
            issuer) with
        { Compatibility = compatibility });
}
