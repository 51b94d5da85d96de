using System.Net.Http.Headers;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Tests.Definitions;

/// <summary>Pages for errors and statuses under a definition. On Kestrel: the in-memory server has no raw target that stays.</summary>
public sealed class ReExecutionTests
{
    private readonly FakeIssuer _issuer = new();

    [Theory]
    [InlineData("an error of an allowed endpoint", "/fails", true, 500, "error page")]
    [InlineData("a status of an allowed endpoint", "/teapot", true, 418, "page for 418")]
    [InlineData("a refusal", "/fails", false, 401, "page for 401")]
    [InlineData("no route", "/nowhere", true, 404, "page for 404")]
    [InlineData("a page that asks for a token itself, without one", "/status/401", false, 200, "page for 401")]
    [InlineData("a protected page", "/gone", true, 410, "protected page")]
    public async Task Shows_ThePage(string description, string target, bool hasToken, int status, string page)
    {
        await using WebApplication app = await StartAsync();
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };
        if (hasToken)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Mint("api"));
        }

        using HttpResponseMessage response = await client.GetAsync(new Uri(target, UriKind.Relative));

        Assert.True(
            (status, page) == ((int)response.StatusCode, await response.Content.ReadAsStringAsync()),
            $"{description}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    [Fact]
    public async Task Hides_AProtectedPage_FromClientsWithoutAToken()
    {
        await using WebApplication app = await StartAsync();
        string answer = await RawHttp.GetAsync(new Uri(app.Urls.Single()), "/open-gone");

        Assert.DoesNotContain("protected page", answer, StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync()
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", _issuer.Issuer, "api")
            .AddRoute("GET /fails", "idp").AddRoute("GET /teapot", "idp").AddRoute("GET /gone", "idp").AddOpenRoute("GET /open-gone")
            .AddOpenRoute("GET /error").AddOpenRoute("GET /status/{code}").AddRoute("GET /status/410", "idp").Build();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddApiDefinition(definition, options => (options.Engine, options.RefusalBody) =
            (new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() }, RefusalBody.None));
        WebApplication app = builder.Build();
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        app.UseExceptionHandler("/error");
        app.UseApiDefinition();
        app.MapGet("/fails", string () => throw new InvalidOperationException("It fails."));
        app.MapGet("/teapot", () => Results.StatusCode(StatusCodes.Status418ImATeapot));
        app.MapGet("/gone", () => Results.StatusCode(StatusCodes.Status410Gone));
        app.MapGet("/open-gone", () => Results.StatusCode(StatusCodes.Status410Gone));
        app.MapGet("/error", () => "error page");
        app.MapGet("/status/{code}", (int code) => $"page for {code}");
        app.MapGet("/status/410", () => "protected page");
        await app.StartAsync();
        return app;
    }
}
