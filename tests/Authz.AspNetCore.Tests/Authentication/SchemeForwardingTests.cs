using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Authentication;

/// <summary>Schemes that hand requests to each other, as ASP.NET Core's own documentation of policy schemes and forwarding describes.</summary>
public sealed class SchemeForwardingTests
{
    private readonly FakeIssuer _staff = new("https://staff.example/");
    private readonly FakeIssuer _partners = new("https://partners.example/");

    [Theory]
    [InlineData("staff", "staff", HttpStatusCode.OK)]
    [InlineData("partners", "partners", HttpStatusCode.OK)]
    [InlineData("staff", "partners", HttpStatusCode.Unauthorized)]
    [InlineData("partners", "staff", HttpStatusCode.Unauthorized)]
    public async Task Decides_ByTheSchemeThatAPolicySchemeSelects(string scheme, string issuer, HttpStatusCode expected)
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage response = await host.GetAsync("/", Mint(issuer), ("X-Scheme", scheme));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? scheme : "", await response.Content.ReadAsStringAsync());
        Assert.Equal(expected == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.ToString().Contains("issuer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("partners", HttpStatusCode.OK)]
    [InlineData("staff", HttpStatusCode.Unauthorized)]
    public async Task Decides_ByTheSchemeThatAnotherForwardsTo(string issuer, HttpStatusCode expected)
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage response = await host.GetAsync("/forwarded", Mint(issuer));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Accepts_TokensOfBothSchemes_WhenAnEndpointNamesBoth()
    {
        await using HostUnderTest host = await StartAsync();

        foreach (string issuer in new[] { "staff", "partners" })
        {
            using HttpResponseMessage response = await host.GetAsync("/both", Mint(issuer));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Theory]
    [InlineData(RefusalBody.None, "two challenges")]
    [InlineData(RefusalBody.Message, "one challenge")]
    [InlineData(RefusalBody.ProblemDetails, "one challenge")]
    public async Task Rejects_ATokenUnknownToBothSchemes_InOneAnswer(RefusalBody body, string expected)
    {
        await using HostUnderTest host = await StartAsync(body);
        using HttpResponseMessage response = await host.GetAsync("/both", new FakeIssuer("https://others.example/").Mint("api"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(body == RefusalBody.None, (await response.Content.ReadAsStringAsync()).Length == 0);
        Assert.Equal(expected, response.Headers.WwwAuthenticate.Count == 2 ? "two challenges" : "one challenge");
    }

    [Theory]
    [InlineData("/both")]
    [InlineData("/both-reversed")]
    public async Task Rejects_AsUnavailable_EvenIfTheOtherSchemeRefuses(string target)
    {
        _staff.Outage = HttpStatusCode.BadGateway;
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage response = await host.GetAsync(target, Mint("staff"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Empty(response.Headers.WwwAuthenticate);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private string Mint(string issuer) => (issuer == "staff" ? _staff : _partners).Mint("api");

    private Task<HostUnderTest> StartAsync(RefusalBody body = RefusalBody.None) => HostUnderTest.StartAsync(
        builder =>
        {
            builder.Services.AddAuthentication("selected")
                .AddPolicyScheme("selected", null, options => options.ForwardDefaultSelector = Select)
                .AddJwtAuthorizer("staff", options => Configure(options, _staff, body))
                .AddJwtAuthorizer("partners", options => Configure(options, _partners, body))
                .AddJwtAuthorizer("forwarding", options =>
                {
                    Configure(options, _staff, body);
                    options.ForwardDefault = "partners";
                });
            builder.Services.AddAuthorization().AddProblemDetails();
        },
        app =>
        {
            app.MapGet("/", (HttpContext context) => new Uri(context.GetVerifiedToken()!.Issuer).Host.Split('.')[0]).RequireAuthorization();
            app.MapGet("/forwarded", () => "").RequireAuthorization(policy => policy.AddAuthenticationSchemes("forwarding").RequireAuthenticatedUser());
            app.MapGet("/both-reversed", () => "")
                .RequireAuthorization(policy => policy.AddAuthenticationSchemes("partners", "staff").RequireAuthenticatedUser());
            app.MapGet("/both", () => "").RequireAuthorization(policy => policy.AddAuthenticationSchemes("staff", "partners").RequireAuthenticatedUser());
        });

    private static string Select(HttpContext context) => context.Request.Headers["X-Scheme"] == "partners" ? "partners" : "staff";

    private static void Configure(JwtAuthorizerOptions options, FakeIssuer issuer, RefusalBody body)
    {
        options.RefusalBody = body;
        (options.Authority, options.Audience) = (issuer.Issuer, "api");
        options.BackchannelHttpHandler = issuer.CreateHandler();
    }
}
