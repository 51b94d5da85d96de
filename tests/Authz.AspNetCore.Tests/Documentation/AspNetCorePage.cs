using System.Security.Claims;
using System.Text.Json;
using Authz.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Authz.AspNetCore.Tests.Documentation;

/// <summary>The snippets of docs/aspnetcore.md and docs/hosts.md, between their markers, compiled.</summary>
public sealed class AspNetCorePage
{
    internal static void Start(WebApplicationBuilder builder)
    {
        #region start
        builder.Services.AddAuthentication().AddJwtAuthorizer();
        builder.Services.AddAuthorization();
        #endregion
    }

    internal static void Endpoints(WebApplication app)
    {
        #region endpoints
        app.MapGet("/me", (ClaimsPrincipal user) => $"hello {user.FindFirstValue(ClaimTypes.NameIdentifier)}").RequireAuthorization();       // sub
        app.MapGet("/pets", () => "pets").RequireScope("pets:read", "pets:admin");            // any of them
        app.MapDelete("/pets/{id}", (string id) => id).RequireAllScopes("pets:write", "pets:admin");
        app.MapGroup("/admin").RequireScope("admin").MapGet("/users", () => "users");
        app.MapGet("/tenants/{tenant}/orders", (string tenant) => tenant)
            .RequireCondition("""{ "StringEquals": { "claims:tenant": "${request:path.tenant}" } }""");
        app.MapGet("/reports", () => "reports")
            .RequireCondition(new ConditionTerm("ForAnyValue:StringLike", "claims:groups", "report-*", "admin"));
        app.MapPost("/failover", () => "done").RequireStepUp(TimeSpan.FromMinutes(5), "phr", "phrh");
        app.MapGet("/health", () => "healthy").AllowAnonymous();
        #endregion
    }

    internal static void Replica(WebApplicationBuilder builder)
    {
        #region fleet
        builder.Services.AddAuthzRedis();
        #endregion
    }

    internal static string Testing(IServiceCollection services)
    {
        #region testing
        FakeIssuer issuer = new("https://id.example.com/");
        services.Configure<JwtAuthorizerOptions>("Bearer", options => options.BackchannelHttpHandler = issuer.CreateHandler());
        string token = issuer.Mint("pets-api", "pets:read");
        #endregion

        return token;
    }

    internal static void SeveralIssuers(WebApplicationBuilder builder)
    {
        #region issuers
        builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
        {
            options.Issuers.Add(new JwtConfiguration { Issuer = "https://id.example.com/", Audience = ["pets-api"] });
            options.Issuers.Add(new JwtConfiguration { Issuer = "https://partner.example", Audience = ["pets"], Algorithms = ["ES256"] });
        });
        #endregion
    }

    internal static void Developing(WebApplicationBuilder builder)
    {
        #region developing
        AuthenticationBuilder bearer = builder.Services.AddAuthentication().AddJwtAuthorizer();
        if (builder.Environment.IsDevelopment())
        {
            bearer.AddDevIssuer();                                  // GET /dev-issuer/token?scope=pets:read
        }
        #endregion
    }

    internal static void Document(WebApplicationBuilder builder)
    {
        #region document
        builder.Services.AddOpenApi(options => options.AddRequiredScopes());
        #endregion
    }

    internal static void Events(JwtAuthorizerOptions options)
    {
        #region events
        options.QueryTokenPaths.Add("/hubs");                       // SignalR: ?access_token=… below /hubs only
        options.RefusalBody = RefusalBody.ProblemDetails;           // with builder.Services.AddProblemDetails()
        options.Events.OnRefused = context =>
        {
            context.HttpContext.Response.Headers["X-Refused-For"] = context.Reason?.ToCode();
            return Task.CompletedTask;
        };
        #endregion
    }

    internal static void Token(WebApplication app)
    {
        #region token
        app.MapGet("/tenant", (HttpContext context) =>
        {
            VerifiedToken token = context.GetVerifiedToken()!;
            return token.ReadClaims().TryGetProperty("tenant", out JsonElement tenant) ? $"{tenant}" : "no tenant";
        }).RequireAuthorization();
        #endregion
    }

    internal static void Definition(WebApplicationBuilder builder)
    {
        #region definition
        builder.Services.AddApiDefinition("authz.json");            // polled by content

        WebApplication app = builder.Build();
        app.UseApiDefinition();
        app.MapGet("/pets/{id}", (string id, HttpContext context) =>
            context.Features.Get<ApiAuthorizationFeature>()!.Decision.RouteKey);
        #endregion
    }

    internal static void Operation(WebApplicationBuilder builder)
    {
        #region operation
        builder.Services.AddHealthChecks().AddIssuerKeys(maximumAge: TimeSpan.FromHours(2));
        builder.Services.AddEndpointCoverage(options => options.RefuseToStart = true);
        builder.Services.AddHttpClient(JwtAuthorizerDefaults.HttpClientName).SetHandlerLifetime(TimeSpan.FromMinutes(5));
        #endregion
    }

    internal static async Task<int> Host(ApiAuthorizer authorizer, HttpContext context, RequestDelegate next)
    {
        #region host
        HeaderSource headers = new(context.Request.Headers, static (state, name) =>
            ((IHeaderDictionary)state)[name] switch
            {
                { Count: 0 } => HeaderValue.Absent,
                { Count: 1 } values => new HeaderValue(values[0]),
                _ => HeaderValue.Repeated,
            });
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(
            new AuthorizationRequest(context.Request.Method, target, headers), context.RequestAborted);
        if (decision.IsAllowed)
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = decision.StatusCode;
            context.Response.Headers.WWWAuthenticate = decision.Challenge;
            context.Response.Headers.RetryAfter = decision.RetryAfter is { } wait ? $"{Math.Ceiling(wait.TotalSeconds)}" : null;
        }
        #endregion

        return decision.StatusCode;
    }

    #region conformance
    [Fact]
    public async Task Conforms()
    {
        await using MyHost host = new();                            // yours: derived from ConformanceHost
        Assert.Empty(await new ConformanceSuite().RunAsync(host));
    }
    #endregion

    private sealed class MyHost : ConformanceHost
    {
        private ApiAuthorizer? _authorizer;

        public override Task StartAsync(ApiDefinition definition, ApiAuthorizerOptions options)
        {
            _authorizer = new ApiAuthorizer(definition, options);
            return Task.CompletedTask;
        }

        public override async Task<ConformanceAnswer> SendAsync(ConformanceRequest request)
        {
            HeaderSource headers = new(request.Headers, static (state, name) =>
            {
                string[] values = [.. ((IReadOnlyList<KeyValuePair<string, string>>)state)
                    .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
                return values.Length > 1 ? HeaderValue.Repeated : new HeaderValue(values.FirstOrDefault());
            });
            AuthorizationDecision decision = await _authorizer!.AuthorizeAsync(
                new AuthorizationRequest(request.Method, request.Target, headers));
            return new ConformanceAnswer(decision.StatusCode, decision.Challenge)
            {
                Reason = decision.Reason,
                HasRetryAfter = decision.RetryAfter is not null,
            };
        }

        public override ValueTask DisposeAsync()
        {
            _authorizer?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
