using System.Text.Json.Nodes;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>The gateway over real sockets, against our dev issuer and against an identity provider that nobody here wrote.</summary>
public sealed class ServeTests
{
    private const string Unauthorized = """{"message":"Unauthorized"}""";
    private const string Forbidden = """{"message":"Forbidden"}""";
    private const string NotFound = """{"message":"Not Found"}""";

    public static TheoryData<string> Issuers => [.. IssuerUnderTest.Kinds];

    [Theory]
    [MemberData(nameof(Issuers))]
    public async Task Standard_AnswersWithTheServicesBodiesAndChallengesOfRfc6750(string kind)
    {
        await using IssuerUnderTest issuer = await IssuerUnderTest.StartAsync(kind);
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartAsync(issuer.Issuer);
        string reader = await issuer.MintAsync("pets-api", "pets:read");

        await AssertAsync(gateway, HttpMethod.Get, "/pets", reader, 200, """{"method":"GET","path":"/pets"}""", null);
        await AssertAsync(gateway, HttpMethod.Get, "/pets/a%20b?x=1", reader, 200, """{"method":"GET","path":"/pets/a b"}""", null);
        await AssertAsync(gateway, HttpMethod.Get, "/health", null, 200, """{"method":"GET","path":"/health"}""", null);
        await AssertAsync(gateway, HttpMethod.Get, "/pets", null, 401, Unauthorized, "Bearer");
        await AssertAsync(gateway, HttpMethod.Get, "/pets", await issuer.MintAsync("other-api", "pets:read"), 401, Unauthorized,
            "Bearer error=\"invalid_token\", error_description=\"the token does not have a valid audience\"");
        await AssertAsync(gateway, HttpMethod.Get, "/pets", await issuer.MintAsync("pets-api", "pets:write"), 403, Forbidden,
            "Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"pets:read\"");
        await AssertAsync(gateway, HttpMethod.Post, "/pets", reader, 403, Forbidden,
            "Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"pets:write pets:admin\"");
        await AssertAsync(gateway, HttpMethod.Get, "/owners", reader, 404, NotFound, null);
        await AssertAsync(gateway, HttpMethod.Delete, "/pets", reader, 404, NotFound, null);
    }

    [Theory]
    [InlineData("dev issuer")]
    [InlineData("OpenIddict with RSA")]
    public async Task Aws_AnswersWithTheServicesBytes(string kind)
    {
        await using IssuerUnderTest issuer = await IssuerUnderTest.StartAsync(kind);
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartAsync(issuer.Issuer, "aws");
        string reader = await issuer.MintAsync("pets-api", "pets:read");

        await AssertAsync(gateway, HttpMethod.Get, "/pets", reader, 200, """{"method":"GET","path":"/pets"}""", null);
        await AssertAsync(gateway, HttpMethod.Get, "/pets", null, 401, Unauthorized, "Bearer");
        await AssertAsync(gateway, HttpMethod.Get, "/pets", "no.token", 401, Unauthorized,
            "Bearer scope=\"pets:read\" error=\"invalid_token\" error_description=\"token contains an invalid number of segments\"");
        await AssertAsync(gateway, HttpMethod.Get, "/pets", await issuer.MintAsync("other-api", "pets:read"), 401, Unauthorized,
            "Bearer scope=\"pets:read\" error=\"invalid_token\" error_description=\"the token does not have a valid audience\"");
        await AssertAsync(gateway, HttpMethod.Get, "/pets", await issuer.MintAsync("pets-api", "pets:write"), 403, Forbidden,
            "Bearer scope=\"pets:read\" error=\"insufficient_scope\" error_description=\"the token lacks a required scope\"");
        await AssertAsync(gateway, HttpMethod.Get, "/owners", reader, 404, NotFound, null);
    }

    [Fact]
    public async Task Aws_RefusesEllipticCurvesInTheServicesWords()
    {
        await using IssuerUnderTest issuer = await IssuerUnderTest.StartAsync("OpenIddict with P-256");
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartAsync(issuer.Issuer, "aws");

        await AssertAsync(gateway, HttpMethod.Get, "/pets", await issuer.MintAsync("pets-api", "pets:read"), 401, Unauthorized,
            "Bearer scope=\"pets:read\" error=\"invalid_token\" error_description=\"signing method ES256 is invalid\"");
    }

    [Fact]
    public async Task Standard_SendsProblemDetails_WhenAsked()
    {
        await using IssuerUnderTest issuer = await IssuerUnderTest.StartAsync("dev issuer");
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartAsync(issuer.Issuer);

        WireAnswer answer = await gateway.SendAsync(HttpMethod.Get, "/pets", "no.token", "text/html, application/problem+json;q=0.5");

        JsonNode problem = JsonNode.Parse(answer.Body)!;
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal(
            ("Unauthorized", 401, "token_malformed"),
            (problem["title"]!.GetValue<string>(), problem["status"]!.GetValue<int>(), problem["reason"]!.GetValue<string>()));
        Assert.Contains("three base64url parts", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            "application/json", (await gateway.SendAsync(HttpMethod.Get, "/pets", "no.token", "application/problem+json;q=0")).ContentType);
    }

    [Fact]
    public async Task Aws_SendsNoProblemDetails()
    {
        await using IssuerUnderTest issuer = await IssuerUnderTest.StartAsync("dev issuer");
        await using GatewayUnderTest gateway = await GatewayUnderTest.StartAsync(issuer.Issuer, "aws");

        Assert.Equal(Unauthorized, (await gateway.SendAsync(HttpMethod.Get, "/pets", null, "application/problem+json")).Body);
    }

    private static async Task AssertAsync(
        GatewayUnderTest gateway, HttpMethod method, string target, string? token, int status, string body, string? challenge)
    {
        WireAnswer answer = await gateway.SendAsync(method, target, token);

        Assert.True(gateway.Error.ToString().Length == 0, gateway.Error.ToString());
        Assert.Equal((status, body, challenge), (answer.Status, answer.Body, answer.Challenge));
        Assert.StartsWith("application/json", answer.ContentType, StringComparison.Ordinal);
        Assert.Equal(16, answer.Headers["Apigw-Requestid"].Length);
        Assert.DoesNotContain("Server", answer.Headers.Keys);
    }
}
