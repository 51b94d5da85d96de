using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Scopes;

public sealed class ScopeTests
{
    private readonly FakeIssuer _issuer = new();

    [Theory]
    [InlineData("one of any", "/any", "pets:admin", null)]
    [InlineData("none of any", "/any", "other", "pets:read")]
    [InlineData("all", "/all", "a b c", null)]
    [InlineData("one of all", "/all", "a", "a b")]
    [InlineData("group and endpoint", "/group/inner", "outer inner", null)]
    [InlineData("group without endpoint", "/group/inner", "outer", "outer inner")]
    [InlineData("attribute", "/attribute", "pets:read", null)]
    [InlineData("no attribute's", "/attribute", "other", "pets:read")]
    [InlineData("policy", "/policy", "p", null)]
    [InlineData("no policy's", "/policy", "other", "p")]
    [InlineData("an attribute without scopes is met by nobody", "/empty", "anything", "")]
    public async Task Decides_ByTheTokensScopes(string description, string target, string scope, string? lacking)
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage response = await host.GetAsync(target, _issuer.Mint("api", scope));

        Assert.True(
            (lacking is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden) == response.StatusCode,
            $"{description}: {response.StatusCode}");
        if (!string.IsNullOrEmpty(lacking))
        {
            Assert.Equal(
                $"Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"{lacking}\"",
                response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task Rejects_WithoutAToken_AsUnauthorized()
    {
        await using HostUnderTest host = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/any")).StatusCode);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("an empty one", "a", " ")]
    public void Rejects_AnEndpointThatNamesNoScope(string description, params string[] scopes)
    {
        WebApplication app = WebApplication.CreateSlimBuilder().Build();

        Assert.True(Assert.Throws<ArgumentException>(() => app.MapGet("/", () => "").RequireScope(scopes)).Message.Length > 0, description);
    }

    private Task<HostUnderTest> StartAsync() => HostUnderTest.StartAsync(
        builder =>
        {
            builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
            {
                options.Authority = _issuer.Issuer;
                options.Audience = "api";
                options.BackchannelHttpHandler = _issuer.CreateHandler();
            });
            builder.Services.AddAuthorizationBuilder().AddPolicy("p", policy => policy.RequireScope("p"));
        },
        app =>
        {
            app.MapGet("/any", () => "").RequireScope("pets:read", "pets:admin");
            app.MapGet("/all", () => "").RequireAllScopes("a", "b");
            RouteGroupBuilder group = app.MapGroup("/group").RequireScope("outer");
            group.MapGet("/inner", () => "").RequireScope("inner");
            app.MapGet("/attribute", [RequireScope("pets:read")] () => "");
            app.MapGet("/policy", () => "").RequireAuthorization("p");
            app.MapGet("/empty", [RequireScope] () => "");
        });
}
