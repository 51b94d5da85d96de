using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Definitions;

/// <summary>A route with <c>tokenRequired: false</c>: nobody is somebody, and a bad token is refused all the same.</summary>
public sealed class OptionalTokenTests
{
    private readonly FakeIssuer _issuer = new("https://optional.example");

    [Fact]
    public async Task Reaches_TheEndpoint_AsNobody_WithoutAToken()
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage answer = await host.GetAsync("/optional");

        Assert.Equal((HttpStatusCode.OK, "nobody False"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Reaches_TheEndpoint_AsTheTokensUser_WithAGoodToken()
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage answer = await host.GetAsync("/optional", _issuer.Mint("api"));

        Assert.Equal((HttpStatusCode.OK, "test-subject True"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("for another audience", "other", "Bearer ", "audience")]
    [InlineData("malformed", null, "Bearer abc", "")]
    [InlineData("a bare scheme", null, "Bearer", "")]
    [InlineData("of another scheme", null, "Basic YTpi", "")]
    public async Task Refuses_ABadToken(string description, string? audience, string authorization, string error)
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage answer = await host.GetAsync(
            "/optional", token: null, ("Authorization", audience is null ? authorization : authorization + _issuer.Mint(audience)));

        Assert.Equal((description, HttpStatusCode.Unauthorized), (description, answer.StatusCode));
        Assert.Contains(error, answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HostUnderTest> StartAsync() => HostUnderTest.StartAsync(
        builder => builder.Services.AddApiDefinition(
            new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api")
                .AddRoute("GET /optional", new RouteDefinition { Authorizer = "idp", TokenRequired = false }).Build(),
            options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() }),
        app =>
        {
            app.UseApiDefinition();
            app.MapGet("/optional", (HttpContext context) =>
                $"{context.GetVerifiedToken()?.Subject ?? "nobody"} {context.User.Identity!.IsAuthenticated}");
        });
}
