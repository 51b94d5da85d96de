using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests;

public sealed class JwtAuthorizerEventsTests
{
    private readonly FakeIssuer _issuer = new();
    private readonly List<string> _calls = [];

    [Theory]
    [InlineData("/protected")]
    [InlineData("/open")]
    public async Task Tells_APresentedTokenThatIsRefused_OnOpenEndpointsToo(string target)
    {
        await using HostUnderTest host = await StartAsync(events => events.OnAuthenticationFailed = context =>
        {
            context.Response.Headers["Token-Refused"] = context.Exception.Reason.ToCode();
            return Task.CompletedTask;
        });
        using HttpResponseMessage response = await host.GetAsync(target, _issuer.Mint("other"));

        Assert.Equal(target == "/open" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("audience_mismatch", response.Headers.GetValues("Token-Refused").Single());
    }

    [Fact]
    public async Task Tells_NothingOfARequestWithoutAToken()
    {
        await using HostUnderTest host = await StartAsync(events => events.OnAuthenticationFailed = Note<AuthenticationFailedContext>("failed"));
        await host.GetAsync("/protected");
        await host.GetAsync("/protected", _issuer.Mint("api", "pets:read"));

        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Tells_TheRefusal_WhenOnChallengeHasAnsweredByItself()
    {
        await using HostUnderTest host = await StartAsync(events =>
        {
            events.OnChallenge = async context =>
            {
                context.HandleResponse();
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                await context.Response.WriteAsync("ours");
            };
            events.OnRefused = Refused;
        });
        using HttpResponseMessage response = await host.GetAsync("/protected", _issuer.Mint("other"));

        Assert.Equal("ours", await response.Content.ReadAsStringAsync());
        Assert.Equal(["refused 401 audience_mismatch"], _calls);
    }

    [Fact]
    public async Task Tells_TheRefusal_WhenOnForbiddenHasAnsweredByItself()
    {
        await using HostUnderTest host = await StartAsync(events =>
        {
            events.OnForbidden = context => context.Response.WriteAsync("ours");
            events.OnRefused = Refused;
        });
        using HttpResponseMessage response = await host.GetAsync("/protected", _issuer.Mint("api"));

        Assert.Equal("ours", await response.Content.ReadAsStringAsync());
        Assert.Equal(["refused 403 scope_missing"], _calls);
    }

    [Fact]
    public async Task Calls_TheEventsInOrder_OnceForEachRefusal()
    {
        await using HostUnderTest host = await StartAsync(events =>
        {
            events.OnAuthenticationFailed = Note<AuthenticationFailedContext>("failed");
            events.OnChallenge = Note<JwtAuthorizerChallengeContext>("challenge");
            events.OnRefused = Refused;
        });
        await host.GetAsync("/protected", "no.token");

        Assert.Equal(["failed", "challenge", "refused 401 token_malformed"], _calls);
    }

    private Func<T, Task> Note<T>(string call) => _ =>
    {
        _calls.Add(call);
        return Task.CompletedTask;
    };

    private Task Refused(RefusedContext context)
    {
        _calls.Add($"refused {context.StatusCode} {context.Reason?.ToCode()}");
        return Task.CompletedTask;
    }

    private Task<HostUnderTest> StartAsync(Action<JwtAuthorizerEvents> configure) => HostUnderTest.StartAsync(
        builder =>
        {
            builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
            {
                options.Authority = _issuer.Issuer;
                options.Audience = "api";
                options.BackchannelHttpHandler = _issuer.CreateHandler();
                configure(options.Events);
            });
            builder.Services.AddAuthorization();
        },
        app =>
        {
            app.MapGet("/protected", () => "protected").RequireScope("pets:read");
            app.MapGet("/open", () => "open");
        });
}
