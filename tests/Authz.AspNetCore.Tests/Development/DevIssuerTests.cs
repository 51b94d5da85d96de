using System.Net;
using System.Text.Json;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Authz.AspNetCore.Tests.Development;

public sealed class DevIssuerTests
{
    private readonly FakeIssuer _issuer = new("https://id.example.com/");

    [Fact]
    public async Task Gives_TokensThatTheSchemeAccepts_BesideThoseOfItsIssuer()
    {
        await using HostUnderTest app = await StartAsync(Environments.Development);

        string token = await app.Client.GetStringAsync(
            "/dev-issuer/token?scope=pets:read%20a&sub=me&claim=tenant=t%3D1&claim=groups:=%5B%22x%22%5D&expires_in=60");
        using HttpResponseMessage answer = await app.GetAsync("/pets", token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using JsonDocument claims = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        JsonElement root = claims.RootElement;
        Assert.Equal(("me", "pets-api", "t=1", "x"), (
            root.GetProperty("sub").GetString(), root.GetProperty("aud").GetString(), root.GetProperty("tenant").GetString(),
            root.GetProperty("groups")[0].GetString()));
        Assert.Equal(60, root.GetProperty("exp").GetInt64() - root.GetProperty("iat").GetInt64());
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/pets", _issuer.Mint("pets-api", "pets:read"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.GetAsync("/pets", await app.Client.GetStringAsync("/dev-issuer/token"))).StatusCode);
    }

    [Fact]
    public async Task Needs_NoOtherIssuer()
    {
        await using HostUnderTest app = await HostUnderTest.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.Services.AddAuthentication().AddJwtAuthorizer().AddDevIssuer();
            },
            Map);

        string token = await app.Client.GetStringAsync("/dev-issuer/token?scope=pets:read");
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/pets", token)).StatusCode);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Dev")]
    public async Task Refuses_ToStart_Elsewhere(string environment)
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(environment));

        Assert.Contains($"this is '{environment}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("builder.Environment.IsDevelopment()", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another name, as in DNS rebinding", "Host", "evil.example")]
    [InlineData("another page's script", "Origin", "https://evil.example")]
    [InlineData("another local page", "Origin", "http://localhost:1")]
    [InlineData("another page's image", "Sec-Fetch-Site", "cross-site")]
    public async Task Gives_NoTokenTo(string description, string header, string value)
    {
        await using HostUnderTest app = await StartAsync(Environments.Development);
        using HttpResponseMessage answer = await app.GetAsync("/dev-issuer/token", null, (header, value));

        Assert.Equal((description, HttpStatusCode.Forbidden), (description, answer.StatusCode));
        Assert.DoesNotContain("eyJ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("scop=a", "'scop' is not understood")]
    [InlineData("expires_in=soon", "'expires_in'")]
    [InlineData("expires_in=86401", "'expires_in'")]
    [InlineData("claim=x", "'claim'")]
    [InlineData("claim=x:=%7B", "'claim'")]
    public async Task Says_WhatItDoesNotUnderstand(string query, string problem)
    {
        await using HostUnderTest app = await StartAsync(Environments.Development);
        using HttpResponseMessage answer = await app.GetAsync("/dev-issuer/token?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(problem, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static void Map(WebApplication app) =>
        app.MapGet("/pets", (HttpContext context) => context.GetVerifiedToken()!.ReadClaims()).RequireScope("pets:read");

    private Task<HostUnderTest> StartAsync(string environment) => HostUnderTest.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = environment;
            builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
            {
                options.Authority = _issuer.Issuer.TrimEnd('/');
                options.Audience = "pets-api";
                options.BackchannelHttpHandler = _issuer.CreateHandler();
            }).AddDevIssuer();
        },
        Map);
}
