using System.Security.Claims;
using System.Text.Json;
using Authz;
using Authz.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Microsoft.OpenApi;

namespace Shops.After;

/// <summary>A shop as teams write it: two schemes and one that chooses, events, a hub, controllers, a document.</summary>
internal static class Shop
{
    public static void Configure(WebApplicationBuilder builder, HttpMessageHandler issuers)
    {
        builder.Services.AddAuthentication("Choose")
            .AddPolicyScheme("Choose", displayName: null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("X-Partner") ? "Partner" : JwtAuthorizerDefaults.AuthenticationScheme)
            .AddJwtAuthorizer(options =>
            {
                options.Authority = "https://id.shop.example/";
                options.Audience = "shop";
                options.MapInboundClaims = false;
                options.BackchannelHttpHandler = issuers;
                options.TokenValidationParameters = new TokenValidationParameters { NameClaimType = "sub", RoleClaimType = "roles" };
                options.Events = new JwtAuthorizerEvents
                {
                    OnMessageReceived = TakeTokenOfHub,
                    OnAuthenticationFailed = SayExpired,
                    OnTokenValidated = AddShop,
                    OnChallenge = AskToLogIn,
                    OnForbidden = SayDenied,
                };
            })
            .AddJwtAuthorizer("Partner", options =>
            {
                options.Authority = "https://id.partner.example/";
                options.Audience = "shop-partners";
                options.MapInboundClaims = false;
                options.BackchannelHttpHandler = issuers;
                options.TokenValidationParameters.NameClaimType = "sub";
            });
        builder.Services.AddAuthorization(options => options.AddPolicy("gold", policy => policy.RequireClaim("level", "gold")));
        builder.Services.AddControllers().AddApplicationPart(typeof(OrdersController).Assembly);
        builder.Services.AddSignalR();
        builder.Services.AddOpenApi(options => options.AddDocumentTransformer(DescribeSchemeAsync));
    }

    public static void Map(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", () => "open");
        app.MapGet("/me", (ClaimsPrincipal user) => user.Identity!.Name).RequireAuthorization();
        app.MapGet("/shop", (ClaimsPrincipal user) => user.FindFirstValue("shop")).RequireAuthorization();
        app.MapGet("/admin", () => "admin").RequireAuthorization(policy => policy.RequireRole("admin"));
        app.MapControllers();
        app.MapHub<ShopHub>("/hub").RequireAuthorization();
        app.MapOpenApi();
    }

    private static Task TakeTokenOfHub(MessageReceivedContext context)
    {
        if (context.Request.Path.StartsWithSegments("/hub"))
        {
            context.Token = context.Request.Query["access_token"];
        }

        return Task.CompletedTask;
    }

    private static Task SayExpired(AuthenticationFailedContext context)
    {
        if (context.Exception.Reason == RefusalReason.TokenExpired)
        {
            context.Response.Headers["Token-Expired"] = "true";
        }

        return Task.CompletedTask;
    }

    private static Task AddShop(TokenValidatedContext context)
    {
        string shop = context.VerifiedToken.ReadClaims().TryGetProperty("shop_id", out JsonElement id) ? $"shop {id}" : "no shop";
        ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new Claim("shop", shop));
        return Task.CompletedTask;
    }

    private static Task AskToLogIn(JwtAuthorizerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Response.WriteAsync("log in first");
    }

    private static Task SayDenied(ForbiddenContext context)
    {
        context.Response.Headers["X-Denied"] = "true";
        return Task.CompletedTask;
    }

    private static async Task DescribeSchemeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        IAuthenticationSchemeProvider schemes = context.ApplicationServices.GetRequiredService<IAuthenticationSchemeProvider>();
        foreach (AuthenticationScheme scheme in await schemes.GetAllSchemesAsync())
        {
            if (scheme.Name is JwtAuthorizerDefaults.AuthenticationScheme or "Partner")
            {
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes[scheme.Name] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            }
        }
    }
}
