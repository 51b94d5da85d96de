using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>An identity provider that nobody here wrote: OpenIddict's server, any client, its own discovery and keys.</summary>
internal sealed class OpenIddictProvider : IAsyncDisposable
{
    // Ours: OpenIddict takes the registered parameter for token exchange alone.
    private const string AudienceParameter = "for_audience";

    private readonly WebApplication _app;

    private OpenIddictProvider(WebApplication app) => _app = app;

    /// <summary>The issuer's <c>iss</c>, which ends with a slash.</summary>
    public string Issuer => _app.Urls.Single() + "/";

    public static async Task<OpenIddictProvider> StartAsync(SigningCredentials credentials)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(options =>
        {
            options.SetTokenEndpointUris("token");
            options.AllowClientCredentialsFlow();
            options.EnableDegradedMode();
            options.DisableAccessTokenEncryption();
            options.AddEphemeralEncryptionKey();
            options.AddSigningCredentials(credentials);
            options.RegisterScopes("pets:read", "pets:write", "pets:admin");
            options.UseAspNetCore().DisableTransportSecurityRequirement();

            // Degraded mode has no database: clients are accepted here, and tokens described here.
            options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(static _ => ValueTask.CompletedTask));
            options.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(SignIn));
        });
        WebApplication app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync();
        await WarmUpAsync(app.Urls.Single());
        return new OpenIddictProvider(app);
    }

    /// <summary>Asks the token endpoint for an access token by client credentials.</summary>
    public async Task<string> MintAsync(string audience, string scope)
    {
        using HttpClient client = new();
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "test-client",
            ["client_secret"] = "test-secret",
            ["scope"] = scope,
            [AudienceParameter] = audience,
        });
        using HttpResponseMessage response = await client.PostAsync(new Uri(Issuer + "token"), form);
        string body = await response.Content.ReadAsStringAsync();
        return JsonNode.Parse(body)!["access_token"]?.GetValue<string>() ?? throw new InvalidOperationException(body);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Its first answers take longer than the service would wait for them.
    private static async Task WarmUpAsync(string address)
    {
        using HttpClient client = new() { BaseAddress = new Uri(address) };
        await client.GetStringAsync("/.well-known/openid-configuration");
        await client.GetStringAsync("/.well-known/jwks");
    }

    private static ValueTask SignIn(HandleTokenRequestContext context)
    {
        ClaimsIdentity identity = new(TokenValidationParameters.DefaultAuthenticationType);
        identity.SetClaim(OpenIddictConstants.Claims.Subject, context.ClientId);
        identity.SetScopes(context.Request.GetScopes());
        identity.SetResources((string)context.Request.GetParameter(AudienceParameter)!);
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }
}
