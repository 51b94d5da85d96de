namespace Authz.Tests;

public sealed class ApiRouteTests
{
    [Fact]
    public void Serves_TheSameRoute_FromTheDecisionAndAtItsIndex()
    {
        using ApiAuthorizer authorizer = new(new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", "https://id.example.com/", "api")
            .AddOpenRoute("GET /health")
            .AddRoute("GET /pets/{id}", "idp", "read")
            .AddRoute("$default", "idp")
            .Build());
        IReadOnlyList<ApiRoute> routes = authorizer.Current.Routes;

        Assert.Equal(authorizer.Definition.Routes.Keys, routes.Select(route => route.Key.Text));
        foreach ((string target, int index) in new[] { ("/health", 0), ("/pets/7", 1), ("/other", 2) })
        {
            ApiRoute decided = authorizer.Authorize(new AuthorizationRequest("GET", target, default)).Route!;

            Assert.Same(routes[index], decided);
            Assert.Equal(index, decided.Index);
            Assert.Same(authorizer.Definition.Routes[decided.Key.Text], decided.Definition);
        }
    }

    [Fact]
    public void Serves_TheAuthorizer_UnlessTheRouteIsOpen()
    {
        using ApiAuthorizer authorizer = new(new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", "https://id.example.com/", "api")
            .AddOpenRoute("GET /health")
            .AddRoute("GET /pets", "idp")
            .Build());

        Assert.Equal((null, null), (authorizer.Current.Routes[0].Authorizer, authorizer.Current.Routes[0].IdentitySource));
        Assert.Same(authorizer.Definition.Authorizers["idp"], authorizer.Current.Routes[1].Authorizer);
        Assert.Equal(IdentitySource.Parse("$request.header.Authorization"), authorizer.Current.Routes[1].IdentitySource);
    }
}
