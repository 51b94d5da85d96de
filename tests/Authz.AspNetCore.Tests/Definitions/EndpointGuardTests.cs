using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Rewrite;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Authz.AspNetCore.Tests.Definitions;

public sealed class EndpointGuardTests
{
    private readonly FakeIssuer _issuer = new();
    private readonly FakeLogCollector _logs = new();

    [Fact]
    public async Task Rejects_ARequestRoutedAnewAfterTheDecision()
    {
        await using HostUnderTest host = await StartAsync(app =>
        {
            app.UseApiDefinition();
            app.UseRewriter(new RewriteOptions().AddRewrite("^public/v1/(.*)", "$1", skipRemainingRules: true));
            MapSecret(app);
        });

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/public/other")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/secret", _issuer.Mint("api"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("/public/v1/secret")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("/public/v1/secret", _issuer.Mint("api"))).StatusCode);
        Assert.Equal(2, _logs.GetSnapshot().Count(entry => entry.Id.Id == 102));
    }

    [Fact]
    public async Task Rejects_ARequestRoutedOnlyAfterTheDecision_AndLogsIt()
    {
        await using HostUnderTest host = await StartAsync(app =>
        {
            app.UseApiDefinition();
            app.UseRouting();
            MapSecret(app);
        });

        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("/secret", _issuer.Mint("api"))).StatusCode);
        FakeLogRecord entry = Assert.Single(_logs.GetSnapshot(), entry => entry.Id.Id == 103);
        Assert.StartsWith(
            "The route GET /secret matches a request for which routing chose no endpoint", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_AnEndpointThatIsShortCircuited()
    {
        await using HostUnderTest host = await StartAsync(app =>
        {
            app.UseApiDefinition();
            app.MapGet("/secret", () => "secret").ShortCircuit();
            app.MapGet("/public/{**path}", (string path) => "public");
        });

        await RejectsUndecidedAsync(host, "/secret");
    }

    [Fact]
    public async Task Rejects_EndpointsThatRunBeforeTheDecision()
    {
        await using HostUnderTest host = await StartAsync(app =>
        {
            IApplicationBuilder pipeline = app;
            pipeline.UseRouting().UseEndpoints(MapSecret);
            pipeline.UseApiDefinition();
        });

        await RejectsUndecidedAsync(host, "/secret");
        await RejectsUndecidedAsync(host, "/public/other");
    }

    [Fact]
    public async Task Rejects_EndpointsOfABranch_BeforeTheDecision()
    {
        await using HostUnderTest host = await StartAsync(app =>
        {
            app.Map("/branch", branch => branch.UseRouting().UseEndpoints(MapSecret));
            app.UseApiDefinition();
        });

        await RejectsUndecidedAsync(host, "/branch/secret");
    }

    [Fact]
    public async Task Rejects_Start_WhenNothingEnforcesTheDefinition()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(MapSecret));

        Assert.Equal("A definition was added that nothing enforces. Call app.UseApiDefinition().", exception.Message);
    }

    [Fact]
    public void Rejects_ASecondDefinition()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddApiDefinition(Definition());

        Assert.StartsWith(
            "A definition was added already",
            Assert.Throws<InvalidOperationException>(() => builder.Services.AddApiDefinition(Definition())).Message,
            StringComparison.Ordinal);
    }

    private static async Task RejectsUndecidedAsync(HostUnderTest host, string target)
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.GetAsync(target));
        Assert.Contains("without a decision. Call app.UseApiDefinition() after routing", exception.Message, StringComparison.Ordinal);
    }

    private static void MapSecret(IEndpointRouteBuilder app)
    {
        app.MapGet("/secret", () => "secret");
        app.MapGet("/public/{**path}", (string path) => "public");
    }

    private ApiDefinition Definition() => new ApiDefinitionBuilder()
        .AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /secret", "idp").AddOpenRoute("GET /public/{path+}").Build();

    private Task<HostUnderTest> StartAsync(Action<WebApplication> map) => HostUnderTest.StartAsync(
        builder =>
        {
            builder.Logging.AddProvider(new FakeLoggerProvider(_logs));
            builder.Services.AddApiDefinition(
                Definition(), options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
        },
        map);
}
