using System.Net;
using System.Security.Claims;
using Authz.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Authentication;

public sealed class JwtAuthorizerHandlerTests
{
    private readonly FakeIssuer _issuer = new("https://id.example/");

    [Fact]
    public async Task Accepts_TheIssuerOfTheDiscoveryDocument_WhenTheAuthorityLacksItsSlash()
    {
        await using HostUnderTest host = await StartAsync(options => options.Authority = "https://id.example");

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/", _issuer.Mint("api"))).StatusCode);
    }

    [Fact]
    public async Task Rejects_TheOtherSpellingOfTheIssuer_AfterDiscovery()
    {
        await using HostUnderTest host = await StartAsync(options => options.Authority = "https://id.example");
        string token = _issuer.Token("api").With("iss", "https://id.example").Sign(_issuer.CurrentKey);
        using HttpResponseMessage response = await host.GetAsync("/", token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("issuer does not match", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_AsUnavailable_WhileTheIssuerIsDown()
    {
        _issuer.Outage = HttpStatusCode.BadGateway;
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage response = await host.GetAsync("/", _issuer.Mint("api"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Empty(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task Chooses_TheIssuerByExactIss_WithItsOwnAudience()
    {
        FakeIssuer partner = new("https://partner.example");
        await using HostUnderTest host = await StartAsync(options =>
        {
            options.Authority = null;
            options.Audience = null;
            options.BackchannelHttpHandler = _issuer.CreateHandler(partner);
            options.Issuers.Add(new JwtConfiguration { Issuer = _issuer.Issuer, Audience = ["api"] });
            options.Issuers.Add(new JwtConfiguration { Issuer = partner.Issuer, Audience = ["partners"] });
        });

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/", _issuer.Mint("api"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/", partner.Mint("partners"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/", partner.Mint("api"))).StatusCode);
    }

    [Theory]
    [InlineData("on a path that is named", "/hub?access_token=", HttpStatusCode.OK)]
    [InlineData("below a path that is named", "/hub/x?access_token=", HttpStatusCode.OK)]
    [InlineData("elsewhere", "/?access_token=", HttpStatusCode.Unauthorized)]
    [InlineData("on a path that only begins alike", "/hubs?access_token=", HttpStatusCode.Unauthorized)]
    public async Task Accepts_ATokenInTheQuery_OnlyOnNamedPaths(string description, string target, HttpStatusCode expected)
    {
        await using HostUnderTest host = await StartAsync(options => options.QueryTokenPaths.Add("/hub"));
        using HttpResponseMessage response = await host.GetAsync(target + _issuer.Mint("api"));

        Assert.True(expected == response.StatusCode, $"{description}: {response.StatusCode}");
    }

    [Fact]
    public async Task Rejects_ATokenInHeaderAndQuery()
    {
        await using HostUnderTest host = await StartAsync(options => options.QueryTokenPaths.Add("/hub"));
        using HttpResponseMessage response = await host.GetAsync("/hub?access_token=" + _issuer.Mint("api"), _issuer.Mint("api"));

        Assert.Contains("more than one token", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_TheApplicationForTheToken()
    {
        await using HostUnderTest host = await StartAsync(options => options.Events.OnMessageReceived = context =>
        {
            context.Token = context.Request.Headers["X-Token"];
            return Task.CompletedTask;
        });

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/", null, ("X-Token", _issuer.Mint("api")))).StatusCode);
    }

    [Fact]
    public async Task Lets_TheApplicationAddClaimsAndRefuse()
    {
        await using HostUnderTest host = await StartAsync(options => options.Events.OnTokenValidated = context =>
        {
            if (context.VerifiedToken.HasScope("banned"))
            {
                context.Fail("banned");
            }

            context.Principal!.AddIdentity(new ClaimsIdentity([new Claim("added", "yes")]));
            return Task.CompletedTask;
        });

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/added", _issuer.Mint("api"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/added", _issuer.Mint("api", "banned"))).StatusCode);
    }

    [Fact]
    public async Task Lets_TheApplicationChangeTheChallenge()
    {
        await using HostUnderTest host = await StartAsync(options =>
        {
            options.Challenge = "Bearer realm=\"api\"";
            options.Events.OnChallenge = context =>
            {
                context.ErrorUri = $"https://example.com/{((TokenRefusedException)context.AuthenticateFailure!).Reason.ToCode()}";
                return Task.CompletedTask;
            };
        });
        using HttpResponseMessage response = await host.GetAsync("/", _issuer.Mint("other"));

        Assert.Equal(
            "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"the token does not have a valid audience\", " +
            "error_uri=\"https://example.com/audience_mismatch\"",
            response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Rejects_EvenIfTheApplicationChangesTheRefusal()
    {
        await using HostUnderTest host = await StartAsync(options => options.Events.OnRefused = context =>
        {
            context.HttpContext.Response.StatusCode = 200;
            context.HttpContext.Response.Headers["X-Reason"] = context.Reason?.ToCode();
            return Task.CompletedTask;
        });
        using HttpResponseMessage response = await host.GetAsync("/", _issuer.Mint("other"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("audience_mismatch", response.Headers.GetValues("X-Reason").Single());
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Lets_TheApplicationRedirectARefusedClient()
    {
        await using HostUnderTest host = await StartAsync(options => options.Events.OnForbidden = context =>
        {
            context.Response.Redirect("https://login.example/");
            return Task.CompletedTask;
        });
        using HttpResponseMessage response = await host.GetAsync("/added", _issuer.Mint("api"));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task Rejects_AsForbidden_EvenIfTheApplicationSetsAnotherStatus()
    {
        await using HostUnderTest host = await StartAsync(options => options.Events.OnForbidden = context =>
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            return Task.CompletedTask;
        });

        Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync("/added", _issuer.Mint("api"))).StatusCode);
    }

    [Theory]
    [InlineData("before the token is read", true)]
    [InlineData("after it was verified", false)]
    public async Task Rejects_AsAnInvalidToken_WhenTheApplicationFailsIt(string description, bool isEarly)
    {
        await using HostUnderTest host = await StartAsync(options =>
        {
            options.Events.OnMessageReceived = context => Task.Run(() => { if (isEarly) { context.Fail("no"); } });
            options.Events.OnTokenValidated = context => Task.Run(() => context.Fail("no"));
        });
        using HttpResponseMessage response = await host.GetAsync("/", _issuer.Mint("api"));

        Assert.True("Bearer error=\"invalid_token\"" == response.Headers.WwwAuthenticate.ToString(), description);
    }

    [Fact]
    public async Task Rejects_WithProblemDetails_NamingTheMissingToken()
    {
        await using HostUnderTest host = await StartAsync(
            options => options.RefusalBody = RefusalBody.ProblemDetails, services => services.AddProblemDetails());
        using HttpResponseMessage response = await host.GetAsync("/");

        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Contains("\"reason\":\"token_missing\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_WithProblemDetails_WhenAsked()
    {
        await using HostUnderTest host = await StartAsync(
            options => options.RefusalBody = RefusalBody.ProblemDetails, services => services.AddProblemDetails());
        using HttpResponseMessage response = await host.GetAsync("/", _issuer.Mint("other"));

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"reason\":\"audience_mismatch\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_TheClaims_WhenTheApplicationCopiesTheIdentity()
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage response = await host.GetAsync("/copy", _issuer.Mint("api"));

        Assert.Equal("test-subject test-subject test-subject", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Saves_TheTokenAndItsTimes()
    {
        await using HostUnderTest host = await StartAsync();
        string token = _issuer.Mint("api");
        using HttpResponseMessage response = await host.GetAsync("/saved", token);

        Assert.Equal($"{token} {token} test-subject", await response.Content.ReadAsStringAsync());
    }

    private Task<HostUnderTest> StartAsync(
        Action<JwtAuthorizerOptions>? configure = null, Action<IServiceCollection>? addServices = null) =>
        HostUnderTest.StartAsync(
            builder =>
            {
                builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
                {
                    options.Authority = _issuer.Issuer;
                    options.Audience = "api";
                    options.MapInboundClaims = false;
                    options.BackchannelHttpHandler = _issuer.CreateHandler();
                    configure?.Invoke(options);
                });
                builder.Services.AddAuthorizationBuilder().AddPolicy("added", policy => policy.RequireClaim("added"));
                addServices?.Invoke(builder.Services);
            },
            app =>
            {
                app.MapGet("/", () => "root").RequireAuthorization();
                app.MapGet("/hub/{**rest}", () => "hub").RequireAuthorization();
                app.MapGet("/hubs", () => "hubs").RequireAuthorization();
                app.MapGet("/added", () => "added").RequireAuthorization("added");
                app.MapGet("/copy", Copy).RequireAuthorization();
                app.MapGet("/saved", async (HttpContext context) =>
                    $"{await context.GetTokenAsync("access_token")} {context.GetAccessToken()} " +
                    $"{context.GetVerifiedToken()!.Subject}").RequireAuthorization();
            });

    private static string Copy(HttpContext context)
    {
        ClaimsIdentity[] copies =
        [
            new ClaimsIdentity(context.User.Identity),
            context.User.Identities.Single().Clone(),
            new ClaimsPrincipal(context.User).Identities.Single(),
        ];
        return string.Join(' ', copies.Select(copy => copy.FindFirst("sub")?.Value));
    }
}
