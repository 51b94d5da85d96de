using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.Server.Tests.Issuer;

/// <summary>A provider whose metadata and answers a test writes, and which keeps what it was sent.</summary>
internal sealed class TokenProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TokenProvider(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>The discovery document; <c>{address}</c> stands for <see cref="Address"/>.</summary>
    public string Metadata { get; set; } = """{ "issuer": "{address}", "token_endpoint": "{address}/token" }""";

    public Func<HttpContext, string, Task> Answer { get; set; } =
        (context, _) => context.Response.WriteAsync("""{ "access_token": "a.b.c" }""");

    public List<string> Authorizations { get; } = [];

    public List<string> Bodies { get; } = [];

    public static async Task<TokenProvider> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        TokenProvider provider = new(app);
        app.MapGet(
            "/.well-known/openid-configuration",
            () => provider.Metadata.Replace("{address}", provider.Address, StringComparison.Ordinal));
        app.MapPost("/token", provider.TakeAsync);
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        Bodies.Add(body);
        Authorizations.Add(context.Request.Headers.Authorization.ToString());
        await Answer(context, body);
    }
}
