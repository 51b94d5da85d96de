using System.Net;
using System.Text;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.ToolCalls;

/// <summary>A route with tools in an application: the endpoint reads the body that was judged.</summary>
public sealed class ToolRouteTests
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{0}"}}""";

    private readonly FakeIssuer _issuer = new("https://tools.example");

    [Theory]
    [InlineData("an allowed tool", "get_weather", "application/json", HttpStatusCode.OK)]
    [InlineData("an allowed tool, its charset named", "get_weather", "application/json; charset=\"UTF-8\"", HttpStatusCode.OK)]
    [InlineData("a tool that needs more", "set_weather", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("a tool without an entry", "other", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("text", "get_weather", "text/plain", HttpStatusCode.BadRequest)]
    public async Task Decides_ByTheBody_WhichTheEndpointReads(string description, string tool, string type, HttpStatusCode status)
    {
        await using HostUnderTest host = await StartAsync();
        string body = Call.Replace("{0}", tool, StringComparison.Ordinal);
        using HttpResponseMessage answer = await PostAsync(host, body, type);

        Assert.Equal((description, status), (description, answer.StatusCode));
        Assert.Equal(status == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync() == body);
    }

    [Fact]
    public async Task Leads_ToTheToolsScopes()
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage answer = await PostAsync(host, Call.Replace("{0}", "set_weather", StringComparison.Ordinal));

        Assert.Equal(
            "Bearer error=\"insufficient_scope\", error_description=\"the token lacks a required scope\", scope=\"weather:write\"",
            answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Refuses_ALargerBody()
    {
        await using HostUnderTest host = await StartAsync();
        using HttpResponseMessage answer = await PostAsync(host, Call.Replace("{0}", new string('x', 2_000), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("""{"message":"Request Entity Too Large"}""", await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> PostAsync(HostUnderTest host, string body, string type = "application/json")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/mcp") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + _issuer.Mint("api", "weather:read"));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await host.Client.SendAsync(request);
    }

    private Task<HostUnderTest> StartAsync() => HostUnderTest.StartAsync(
        builder => builder.Services.AddApiDefinition(
            new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("POST /mcp", new RouteDefinition
            {
                Authorizer = "idp",
                MaximumToolBody = 1_024,
                Tools = new Dictionary<string, ToolDefinition>
                {
                    ["get_weather"] = new() { AuthorizationScopes = ["weather:read"] },
                    ["set_weather"] = new() { AllScopes = ["weather:write"] },
                },
            }).Build(),
            options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() }),
        app =>
        {
            app.UseApiDefinition();
            app.MapPost("/mcp", async (HttpContext context) =>
            {
                using StreamReader reader = new(context.Request.Body);
                return await reader.ReadToEndAsync();
            });
        });
}
