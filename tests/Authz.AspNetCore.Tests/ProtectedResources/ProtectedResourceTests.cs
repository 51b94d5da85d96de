using System.Net;
using System.Text.Json.Nodes;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.ProtectedResources;

/// <summary>The metadata of RFC 9728 and the challenges that name it, of a scheme and of a definition.</summary>
public sealed class ProtectedResourceTests
{
    private const string Metadata = "https://mcp.example.com/.well-known/oauth-protected-resource/prod/mcp";
    private const string Target = "/.well-known/oauth-protected-resource/prod/mcp";
    private const string Challenge = $"resource_metadata=\"{Metadata}\"";

    private static readonly ProtectedResourceDefinition s_resource = new() { Resource = "https://mcp.example.com/prod/mcp" };

    private readonly FakeIssuer _issuer = new("https://resource.example");

    public static TheoryData<string> Hosts => ["scheme", "definition"];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Serves_Metadata_WithoutAToken_WhateverTheHost(string kind)
    {
        await using HostUnderTest host = await StartAsync(kind);

        foreach (string name in new[] { "mcp.example.com", "evil.example" })
        {
            using HttpResponseMessage answer = await host.GetAsync(
                Target, token: null, ("Host", name), ("X-Forwarded-Host", name), ("Origin", "https://inspector.example"));
            string json = await answer.Content.ReadAsStringAsync();

            Assert.Equal(
                (HttpStatusCode.OK, "application/json", "*"),
                (answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));
            Assert.Equal("https://mcp.example.com/prod/mcp", (string?)JsonNode.Parse(json)!["resource"]);
            Assert.Equal("https://resource.example", (string?)JsonNode.Parse(json)!["authorization_servers"]![0]);
            Assert.DoesNotContain("evil", json, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Serves_NoMetadata_AtAnotherPlace(string kind)
    {
        await using HostUnderTest host = await StartAsync(kind);

        foreach (string target in new[] { "/.well-known/oauth-protected-resource", Target + "/", "/prod" + Target, Target + "?a=b" })
        {
            using HttpResponseMessage answer = await host.GetAsync(target);
            Assert.Equal((target, HttpStatusCode.NotFound), (target, answer.StatusCode));
        }
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Lets_BrowsersRead_Metadata(string kind)
    {
        await using HostUnderTest host = await StartAsync(kind);
        using HttpRequestMessage preflight = new(HttpMethod.Options, Target)
        {
            Headers =
            {
                { "Origin", "https://inspector.example" },
                { "Access-Control-Request-Method", "GET" },
                { "Access-Control-Request-Headers", "mcp-protocol-version" },
            },
        };

        using HttpResponseMessage answer = await host.Client.SendAsync(preflight);

        Assert.Equal(
            (HttpStatusCode.NoContent, "*", "GET", "*"),
            (
                answer.StatusCode,
                answer.Headers.GetValues("Access-Control-Allow-Origin").Single(),
                answer.Headers.GetValues("Access-Control-Allow-Methods").Single(),
                answer.Headers.GetValues("Access-Control-Allow-Headers").Single()));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Leads_ClientsWithoutAToken_ToMetadataAndScope(string kind)
    {
        await using HostUnderTest host = await StartAsync(kind);

        using HttpResponseMessage answer = await host.GetAsync("/mcp", token: null, ("Host", "evil.example"));

        Assert.Equal(
            (HttpStatusCode.Unauthorized, $"Bearer scope=\"mcp:use\", {Challenge}"),
            (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Leads_ClientsWithABadToken_ToMetadata(string kind)
    {
        await using HostUnderTest host = await StartAsync(kind);

        using HttpResponseMessage answer = await host.GetAsync("/mcp", _issuer.Mint("https://mcp.example.com/other"));

        Assert.Equal(
            (HttpStatusCode.Unauthorized,
                $"Bearer error=\"invalid_token\", error_description=\"the token does not have a valid audience\", {Challenge}"),
            (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Leads_ClientsWithTooFewScopes_ToMetadataAndScope(string kind)
    {
        await using HostUnderTest host = await StartAsync(kind);

        using HttpResponseMessage answer = await host.GetAsync("/mcp", _issuer.Mint(s_resource.Resource, "other"));

        Assert.Equal(
            (HttpStatusCode.Forbidden,
                $"Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"mcp:use\", {Challenge}"),
            (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Fact]
    public async Task Leads_ClientsThatAnotherPolicyRefuses_ToMetadata()
    {
        await using HostUnderTest host = await StartAsync("scheme");

        using HttpResponseMessage answer = await host.GetAsync("/policy", _issuer.Mint(s_resource.Resource));

        Assert.Equal((HttpStatusCode.Forbidden, $"Bearer {Challenge}"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
    }

    [Fact]
    public async Task Exposes_TheChallenge_ToTheOriginsOfTheDefinition()
    {
        await using HostUnderTest host = await StartAsync("definition", new CorsDefinition { AllowOrigins = ["https://app.example"] });

        using HttpResponseMessage answer = await host.GetAsync("/mcp", token: null, ("Origin", "https://app.example"));

        Assert.Equal("WWW-Authenticate", answer.Headers.GetValues("Access-Control-Expose-Headers").Single());
    }

    [Fact]
    public async Task Rejects_TwoSchemes_ThatOnlyTheHostTellsApart()
    {
        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => HostUnderTest.StartAsync(
            builder => builder.Services.AddAuthentication()
                .AddJwtAuthorizer("one", options => (options.Authority, options.Audience) = ("https://a.example", "a"))
                .AddProtectedResource("one", s_resource)
                .AddJwtAuthorizer("two", options => (options.Authority, options.Audience) = ("https://a.example", "a"))
                .AddProtectedResource("two", new ProtectedResourceDefinition { Resource = "https://other.example/prod/mcp" }),
            app => app.MapGet("/", () => "").RequireAuthorization()));

        Assert.Contains(Target, refusal.Message, StringComparison.Ordinal);
    }

    private Task<HostUnderTest> StartAsync(string kind, CorsDefinition? cors = null) => kind == "scheme"
        ? HostUnderTest.StartAsync(
            builder =>
            {
                builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
                {
                    options.TokenValidationParameters.ValidIssuer = _issuer.Issuer;
                    options.Authority = _issuer.Issuer;
                    options.Audience = s_resource.Resource;
                    options.BackchannelHttpHandler = _issuer.CreateHandler();
                }).AddProtectedResource(s_resource);
                builder.Services.AddAuthorization();
            },
            app =>
            {
                app.MapGet("/mcp", () => "tools").RequireScope("mcp:use", "mcp:admin");
                app.MapGet("/policy", () => "").RequireAuthorization(policy => policy.RequireClaim("never"));
            })
        : HostUnderTest.StartAsync(
            builder => builder.Services.AddApiDefinition(
                new ApiDefinitionBuilder().AddAuthorizer("idp", new AuthorizerDefinition
                {
                    JwtConfiguration = [new JwtConfiguration { Issuer = _issuer.Issuer, Audience = [s_resource.Resource] }],
                    ProtectedResource = s_resource,
                }).AddRoute("GET /mcp", "idp", "mcp:use", "mcp:admin").Build() with
                { Cors = cors },
                options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() }),
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/mcp", () => "tools");
            });
}
