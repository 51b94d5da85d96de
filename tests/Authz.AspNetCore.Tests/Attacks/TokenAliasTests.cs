using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>A second token in a spelling that only a program behind the application, or a binder in it, takes for the first's.</summary>
public sealed class TokenAliasTests
{
    private const string Header = "X-Api-Token";
    private const string Evil = "evil";

    // The characters of a field name that are no letter, digit or hyphen (RFC 9110 section 5.6.2).
    private const string Separators = "!#$%&'*+.^_`|~";

    private readonly FakeIssuer _issuer = new();

    [Fact]
    public async Task Rejects_AnotherSpellingOfTheHeader()
    {
        await using HostUnderTest host = await StartAsync("$request.header." + Header);
        string token = "Bearer " + _issuer.Mint("api");
        string[] names = [.. Separators.Select(separator => Header.Replace('-', separator)), "X-Api_Token", "x_api-token"];
        foreach (string name in names.Concat(names.Select(name => name.ToUpperInvariant())))
        {
            await AssertAmbiguousAsync(host, "/", (Header, token), (name, Evil));
            await AssertAmbiguousAsync(host, "/", (name, Evil), (Header, token));
            await AssertAmbiguousAsync(host, "/", (name, token), (Header, token));
        }

        Assert.Equal(token["Bearer ".Length..], await ReadAsync(host, "/", (Header, token), ("X-Api-Tokens", Evil)));
    }

    [Fact]
    public async Task Rejects_AHeaderThatCameTwice()
    {
        await using HostUnderTest host = await StartAsync("$request.header." + Header);
        string token = "Bearer " + _issuer.Mint("api");

        foreach (string[] values in (string[][])[[token, Evil], [Evil, token], [token, token], [token, ""]])
        {
            HttpContext context = await host.App.GetTestServer().SendAsync(request => request.Request.Headers[Header] = values);

            Assert.Equal(StatusCodes.Status401Unauthorized, context.Response.StatusCode);
            Assert.Contains("invalid_request", context.Response.Headers.WWWAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ACCESS_TOKEN")]
    [InlineData("access_token")]
    [InlineData("acces%73_token")]
    [InlineData("acces%2573_token")]
    [InlineData("access_token%5B%5D")]
    [InlineData("access_token[0]")]
    [InlineData("access_token.value")]
    [InlineData("access.token")]
    [InlineData("access+token")]
    [InlineData("access%20token")]
    [InlineData("access_token%00")]
    [InlineData("%20access_token")]
    public async Task Rejects_AnotherSpellingOfTheParameter(string name)
    {
        await using HostUnderTest host = await StartAsync("$request.querystring.access_token");
        string token = _issuer.Mint("api");

        await AssertAmbiguousAsync(host, $"/?access_token={token}&{name}={Evil}");
        await AssertAmbiguousAsync(host, $"/?{name}={Evil}&access_token={token}");
        await AssertAmbiguousAsync(host, $"/?x=1;{name}={Evil}&access_token={token}");
        Assert.Equal(token, await ReadAsync(host, $"/?x{name}={Evil}&access_token={token}"));
    }

    private static async Task<string> ReadAsync(HostUnderTest host, string target, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await host.GetAsync(target, token: null, headers);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task AssertAmbiguousAsync(HostUnderTest host, string target, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await host.GetAsync(target, token: null, headers);
        string place = headers.Length == 0 ? target : string.Join(' ', headers.Select(header => header.Name));
        Assert.Equal((place, HttpStatusCode.Unauthorized), (place, response.StatusCode));
        Assert.Contains("invalid_request", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    private Task<HostUnderTest> StartAsync(string identitySource)
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>
            {
                ["idp"] = new()
                {
                    IdentitySource = identitySource,
                    JwtConfiguration = [new JwtConfiguration { Issuer = _issuer.Issuer, Audience = ["api"] }],
                },
            },
            Routes = new Dictionary<string, RouteDefinition> { ["GET /"] = new() { Authorizer = "idp" } },
        };
        ApiAuthorizerOptions engine = new() { KeyFetchHandler = _issuer.CreateHandler(), TimeProvider = _issuer.Clock };
        return HostUnderTest.StartAsync(
            builder => builder.Services.AddApiDefinition(definition, options => options.Engine = engine),
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/", (HttpContext context) => context.GetAccessToken());
            });
    }
}
