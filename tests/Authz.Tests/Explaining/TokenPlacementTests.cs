using Authz.Explaining;
using Authz.Tests.Definitions;

namespace Authz.Tests.Explaining;

public sealed class TokenPlacementTests
{
    [Theory]
    [InlineData("$request.header.Authorization", "/pets/7", "/pets/7", "Authorization", "Bearer a.b.c")]
    [InlineData("$request.header.x-token", "/pets/7?a=1", "/pets/7?a=1", "x-token", "Bearer a.b.c")]
    [InlineData("$request.querystring.access_token", "/pets/7", "/pets/7?access_token=a.b.c", "Authorization", null)]
    [InlineData("$request.querystring.access_token", "/pets/7?a=1", "/pets/7?a=1&access_token=a.b.c", "Authorization", null)]
    public void Puts_TheToken_WhereTheAuthorizerLooks(string source, string target, string placedTarget, string header, string? value)
    {
        AuthorizerDefinition guard = new() { IdentitySource = source, JwtConfiguration = [TestDefinitions.Issuer] };

        AuthorizationRequest placed = TokenPlacement.Place(guard, "GET", target, "a.b.c");

        Assert.Equal(("GET", placedTarget), (placed.Method, placed.Target));
        Assert.Equal(value, placed.Headers.Find(header).Value);
    }

    [Fact]
    public void Keeps_TheRequest_WithoutATokenOrAnAuthorizer()
    {
        AuthorizerDefinition guard = new() { JwtConfiguration = [TestDefinitions.Issuer] };

        Assert.Equal(new AuthorizationRequest("GET", "/pets", default), TokenPlacement.Place(guard, "GET", "/pets", token: null));
        Assert.Equal(new AuthorizationRequest("GET", "/pets", default), TokenPlacement.Place(authorizer: null, "GET", "/pets", "a.b.c"));
    }

    [Theory]
    [InlineData("/pets/7", true)]
    [InlineData("/health", false)]
    [InlineData("/other", false)]
    public void Finds_TheAuthorizerOfTheRoute(string target, bool isGuarded)
    {
        using ApiAuthorizer authorizer = new(TestDefinitions.Valid with
        {
            Routes = new Dictionary<string, RouteDefinition>
            {
                ["GET /pets/{id}"] = TestDefinitions.Route,
                ["GET /health"] = new() { IsOpen = true },
            },
        });

        AuthorizerDefinition? guard = TokenPlacement.FindAuthorizer(authorizer, "GET", target);

        Assert.Same(isGuarded ? authorizer.Definition.Authorizers["idp"] : null, guard);
    }
}
