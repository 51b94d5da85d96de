using Authz.Server.Tests.Gateway;
using Authz.Testing;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>A refusal as the client of a real proxy gets it: status, challenge, body and the time to wait, each once.</summary>
public sealed class RefusalTests
{
    private const string Audience = "pets-api";

    [SkippableTheory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Rejects_AsTheDeciderHasWritten(string proxyName)
    {
        FakeIssuer issuer = new();
        FakeIssuer down = new("https://down.example/");
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", issuer.Issuer, Audience)
            .AddJwtAuthorizer("down", down.Issuer, Audience)
            .AddRoute("GET /pets", "idp")
            .AddRoute("POST /pets", "idp", "pets:write")
            .AddRoute("GET /down", "down")
            .Build();
        await using ProxyUnderTest proxy = await ProxyUnderTest.StartAsync(
            proxyName, definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        string token = $"Authorization: Bearer {issuer.Mint(Audience)}";
        string unavailable = $"Authorization: Bearer {down.Mint(Audience)}";

        Check(await proxy.SendAsync("GET /pets"), 401, "Bearer", "Unauthorized");
        Check(await proxy.SendAsync("GET /pets", "Authorization: Bearer x"), 401, null, "Unauthorized", "invalid_token");
        Check(await proxy.SendAsync("POST /pets", token, "Content-Length: 0"), 403, null, "Forbidden", "insufficient_scope");
        Check(await proxy.SendAsync("GET /nothing", token), 404, "", "Not Found");
        Check(await proxy.SendAsync("GET /pets/../pets", token), 400, "", "Bad Request");
        RawAnswer later = await proxy.SendAsync("GET /down", unavailable);
        Check(later, 503, "", "Service Unavailable");
        Assert.NotNull(later["Retry-After"]);
        Assert.Empty(proxy.Backend.Requests);

        RawAnswer allowed = await proxy.SendAsync("GET /pets", token);
        Assert.Equal(200, allowed.Status);
        Assert.DoesNotContain(allowed.Headers, header => header.Key.StartsWith("Authz-", StringComparison.OrdinalIgnoreCase));
    }

    private static void Check(RawAnswer answer, int status, string? challenge, string message, string? error = null)
    {
        Assert.Equal(status, answer.Status);
        Assert.Contains($$"""{"message":"{{message}}"}""", answer.Body, StringComparison.Ordinal);
        Assert.Equal("application/json", answer["Content-Type"]);
        if (challenge is not null)
        {
            Assert.Equal(challenge.Length == 0 ? null : challenge, answer["WWW-Authenticate"]);
        }

        if (error is not null)
        {
            Assert.Contains($"error=\"{error}\"", answer["WWW-Authenticate"], StringComparison.Ordinal);
        }
    }
}
