using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Authz.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>What is registered after us in the place of a service of ASP.NET Core opens nothing: it refuses, or nothing starts.</summary>
public sealed class DisplacedServiceTests
{
    private static readonly Dictionary<string, (Action<IServiceCollection> Add, string Problem)> s_refused = new()
    {
        ["an authorization service"] = (services => services.AddSingleton<IAuthorizationService, Permissive>(), "lack a required scope"),
        ["an evaluator"] = (services => services.AddSingleton<IAuthorizationEvaluator, Permissive>(), "lack a required scope"),
        ["handlers"] = (services => services.AddSingleton<IAuthorizationHandlerProvider, Permissive>(), "lack a required scope"),
        ["a policy evaluator"] = (services => services.AddSingleton<IPolicyEvaluator, Permissive>(), "lack a required scope"),
        ["a result handler"] =
            (services => services.AddSingleton<IAuthorizationMiddlewareResultHandler, Permissive>(), "lack a required scope"),
        ["another handler of the scheme"] = (
            services => services.Configure<AuthenticationOptions>(options => options.SchemeMap["Bearer"].HandlerType = typeof(Permissive)),
            "The scheme 'Bearer' was added by AddJwtAuthorizer and is answered by"),
        ["another handler, configured last"] = (
            services => services.PostConfigure<AuthenticationOptions>(
                options => options.SchemeMap["Bearer"].HandlerType = typeof(Permissive)),
            "The scheme 'Bearer' was added by AddJwtAuthorizer and is answered by"),
        ["a provider of handlers"] = (
            services => services.AddScoped<IAuthenticationHandlerProvider, Permissive>(),
            "The scheme 'Bearer' was added by AddJwtAuthorizer and is answered by"),
        ["an authentication service"] = (
            services => services.AddScoped<IAuthenticationService, Permissive>(),
            "authenticates a request without a token by the scheme 'Bearer'"),
        ["options configured last"] = (
            services => services.PostConfigure<JwtAuthorizerOptions>(
                "Bearer", options => options.TokenValidationParameters.ValidateIssuer = false),
            "ValidateIssuer"),
        ["options of every scheme"] = (
            services => services.PostConfigureAll<JwtAuthorizerOptions>(options => options.Audience = null),
            "udience"),
    };

    private static readonly Dictionary<string, Action<IServiceCollection>> s_harmless = new()
    {
        ["a permissive default policy"] = services => services.PostConfigure<AuthorizationOptions>(options =>
            options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build()),
        ["a permissive fallback policy"] = services => services.PostConfigure<AuthorizationOptions>(options =>
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build()),
        ["a policy of the scope policy's name"] = services => services.PostConfigure<AuthorizationOptions>(options =>
            options.AddPolicy("Authz.Scope:any:pets:admin", policy => policy.RequireAssertion(_ => true))),
        ["no handlers at all"] = services => services.AddSingleton<IAuthorizationHandlerProvider, NoHandlers>(),
        ["other options of the scheme"] = services =>
            services.AddSingleton<IOptionsMonitor<JwtAuthorizerOptions>>(new FixedOptions(new JwtAuthorizerOptions { Audience = "any" })),
        ["a transformation that grants the scope"] = services => services.AddSingleton<IClaimsTransformation, Permissive>(),
        ["a service that asks the platform's"] = services => services.AddSingleton<IAuthorizationService>(provider =>
            new Asking(ActivatorUtilities.CreateInstance<DefaultAuthorizationService>(provider))),
        ["a result handler that asks the platform's"] = services =>
            services.AddSingleton<IAuthorizationMiddlewareResultHandler>(new AskingHandler(new AuthorizationMiddlewareResultHandler())),
        ["a second telling of what exists"] = services =>
        {
            services.AddAuthorization();
            services.AddAuthentication();
            services.TryAddSingleton<IAuthorizationService, Permissive>();
        },
    };

    private readonly FakeIssuer _issuer = new();

    public static TheoryData<string> Refused => [.. s_refused.Keys];

    public static TheoryData<string> Harmless => [.. s_harmless.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Rejects_Start(string displaced)
    {
        (Action<IServiceCollection> add, string problem) = s_refused[displaced];
        foreach (string host in (string[])["WebApplication", "WebHostBuilder"])
        {
            Exception exception = await Assert.ThrowsAnyAsync<Exception>(
                () => HostKind.All[host](new HostedApplication(AddOurs, add, Map)));

            Assert.True(exception is InvalidOperationException or OptionsValidationException, $"{host}: {exception}");
            Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Rejects_MissingScopes(string displaced)
    {
        foreach (string host in (string[])["WebApplication", "WebHostBuilder"])
        {
            using StartedHost started = await HostKind.All[host](new HostedApplication(AddOurs, s_harmless[displaced], Map));
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/pets", UriKind.Relative));
            request.Headers.Authorization = new("Bearer", _issuer.Mint("api", "other"));

            using HttpResponseMessage withToken = await started.Client.SendAsync(request);
            using HttpResponseMessage without = await started.Client.GetAsync(new Uri("/pets", UriKind.Relative));

            Assert.Equal((host, HttpStatusCode.Forbidden), (host, withToken.StatusCode));
            Assert.Contains(without.StatusCode, (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden]);
        }
    }

    // One scheme's name, given away twice, is ASP.NET Core's own error.
    [Fact]
    public async Task Rejects_Start_WhenTheSchemeIsAddedTwice()
    {
        HostedApplication application = new(
            AddOurs, services => services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, OtherHandler>("Bearer", null), Map);

        InvalidOperationException exception =
            await Assert.ThrowsAsync<InvalidOperationException>(() => HostKind.All["WebApplication"](application));

        Assert.Contains("Scheme already exists: Bearer", exception.Message, StringComparison.Ordinal);
    }

    private static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/pets", () => "pets").RequireScope("pets:admin");

    private void AddOurs(IServiceCollection services) => services.AddAuthentication().AddJwtAuthorizer(options =>
    {
        (options.Authority, options.Audience) = (_issuer.Issuer, "api");
        options.BackchannelHttpHandler = _issuer.CreateHandler();
    });

    private sealed class OtherHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }

    private sealed class NoHandlers : IAuthorizationHandlerProvider
    {
        public Task<IEnumerable<IAuthorizationHandler>> GetHandlersAsync(AuthorizationHandlerContext context) =>
            Task.FromResult<IEnumerable<IAuthorizationHandler>>([]);
    }

    private sealed class FixedOptions(JwtAuthorizerOptions options) : IOptionsMonitor<JwtAuthorizerOptions>
    {
        public JwtAuthorizerOptions CurrentValue => options;

        public JwtAuthorizerOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<JwtAuthorizerOptions, string?> listener) => null;
    }

    private sealed class Asking(IAuthorizationService service) : IAuthorizationService
    {
        public Task<AuthorizationResult> AuthorizeAsync(
            ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) =>
            service.AuthorizeAsync(user, resource, requirements);

        public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName) =>
            service.AuthorizeAsync(user, resource, policyName);
    }

    private sealed class AskingHandler(IAuthorizationMiddlewareResultHandler handler) : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(
            RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
            handler.HandleAsync(next, context, policy, authorizeResult);
    }
}
