using Authz.Testing;

namespace Authz.Server.Tests.Gateway;

/// <summary>A route with <c>tokenRequired: false</c> at the gateway, octet for octet.</summary>
public sealed class OptionalTokenTests
{
    [Theory]
    [InlineData("no token", 200)]
    [InlineData("an empty value", 401, "Authorization:")]
    [InlineData("a blank value", 401, "Authorization:  ")]
    [InlineData("a bare scheme", 401, "Authorization: Bearer")]
    [InlineData("another scheme", 401, "Authorization: Basic YTpi")]
    [InlineData("malformed", 401, "Authorization: Bearer abc")]
    [InlineData("empty, then good", 401, "Authorization:", "Authorization: Bearer {good}")]
    [InlineData("good", 200, "Authorization: Bearer {good}")]
    [InlineData("for another audience", 401, "Authorization: Bearer {other}")]
    public async Task PassesWithoutAToken_NeverWithABadOne(string description, int status, params string[] headers)
    {
        await using TestGateway gateway = await TestGateway.StartAsync((issuer, backend) => TestGateway.Define(
            [("GET /a", new RouteDefinition
            {
                Authorizer = "idp", TokenRequired = false,
                Integration = new IntegrationDefinition
                {
                    Uri = backend + "/x",
                    RequestParameters = new Dictionary<string, string> { ["overwrite:header.x-user"] = "$context.authorizer.claims.sub" },
                },
            })],
            issuer));
        string[] lines =
        [
            .. headers.Select(header => header
                .Replace("{good}", gateway.Issuer.Mint(TestGateway.Audience), StringComparison.Ordinal)
                .Replace("{other}", gateway.Issuer.Mint("other"), StringComparison.Ordinal)),
        ];

        RawAnswer answer = await gateway.SendAsync("GET /a", [.. lines, "X-User: forged"]);

        Assert.Equal((description, status), (description, answer.Status));
        Assert.Equal(status == 200 ? 1 : 0, gateway.Backend.Requests.Count);
        Assert.DoesNotContain(gateway.Backend.Requests, request => request.Contains("forged", StringComparison.Ordinal));
    }

    // A WSGI or PHP backend reads X_Api_Token as X-Api-Token.
    [Theory]
    [InlineData("X_Api_Token: admin")]
    [InlineData("X-Api_Token: admin")]
    [InlineData("x.api.token: admin")]
    [InlineData("X_Api_Token:")]
    public async Task Rejects_TheTokensHeaderInAnotherSpelling(string header)
    {
        await using TestGateway gateway = await TestGateway.StartAsync((issuer, backend) =>
        {
            ApiDefinition definition = TestGateway.Define(
                [("GET /a", new RouteDefinition
                {
                    Authorizer = "idp", TokenRequired = false, Integration = new IntegrationDefinition { Uri = backend + "/x" },
                })],
                issuer);
            return definition with
            {
                Authorizers = new Dictionary<string, AuthorizerDefinition>
                {
                    ["idp"] = definition.Authorizers["idp"] with { IdentitySource = IdentitySource.HeaderPrefix + "X-Api-Token" },
                },
            };
        });

        Assert.Equal(401, (await gateway.SendAsync("GET /a", header)).Status);
        Assert.Empty(gateway.Backend.Requests);
        Assert.Equal(200, (await gateway.SendAsync("GET /a")).Status);
    }
}
