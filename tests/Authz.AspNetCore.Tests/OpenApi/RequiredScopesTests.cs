using System.Text.Json;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.OpenApi;

public sealed class RequiredScopesTests
{
    [Fact]
    public async Task Writes_TheScopesThatSuffice()
    {
        await using HostUnderTest app = await HostUnderTest.StartAsync(
            builder =>
            {
                builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
                {
                    options.Issuers.Add(new JwtConfiguration { Issuer = "urn:none", Audience = ["a"], Jwks = new FakeIssuer().CreateKeySet().ToJsonString() });
                });
                builder.Services.AddAuthorization(options => options.AddPolicy("own", policy => policy.RequireScope("own")));
                builder.Services.AddOpenApi(options => options.AddRequiredScopes());
            },
            app =>
            {
                app.MapOpenApi();
                app.MapGet("/open", () => "");
                app.MapGet("/any", () => "").RequireScope("a", "b");
                app.MapGet("/all", () => "").RequireAllScopes("a", "b");
                app.MapGet("/both", () => "").RequireScope("a", "b").RequireAllScopes("c");
                app.MapGet("/token", () => "").RequireAuthorization();
                app.MapGet("/policy", () => "").RequireAuthorization("own");
                RouteGroup(app);
            });

        using JsonDocument document = JsonDocument.Parse(await app.Client.GetStringAsync("/openapi/v1.json"));
        Assert.Equal("bearer", document.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("Bearer").GetProperty("scheme").GetString());
        Assert.Null(SecurityOf(document, "/open"));
        Assert.Equal("""[{"Bearer":["a"]},{"Bearer":["b"]}]""", SecurityOf(document, "/any"));
        Assert.Equal("""[{"Bearer":["a","b"]}]""", SecurityOf(document, "/all"));
        Assert.Equal("""[{"Bearer":["a","c"]},{"Bearer":["b","c"]}]""", SecurityOf(document, "/both"));
        Assert.Equal("""[{"Bearer":[]}]""", SecurityOf(document, "/token"));
        Assert.Equal("""[{"Bearer":["own"]}]""", SecurityOf(document, "/policy"));
        Assert.Equal("""[{"Bearer":["admin"]}]""", SecurityOf(document, "/group/users"));
        Assert.Null(SecurityOf(document, "/group/open"));
    }

    private static void RouteGroup(WebApplication app)
    {
        var group = app.MapGroup("/group").RequireScope("admin");
        group.MapGet("/users", () => "");
        group.MapGet("/open", () => "").AllowAnonymous();
    }

    private static string? SecurityOf(JsonDocument document, string path)
    {
        JsonElement operation = document.RootElement.GetProperty("paths").GetProperty(path).GetProperty("get");
        return operation.TryGetProperty("security", out JsonElement security)
            ? security.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
            : null;
    }
}
