using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Scopes;

/// <summary>
/// Refuses an application that has put a service in the place of the platform's which lets a user pass who lacks the required scope. The
/// platform's own are not tried: what they do is known, and trying them would run the application's handlers.
/// </summary>
internal static class ScopeEnforcementCheck
{
    private static readonly AuthorizationPolicy s_policy =
        new AuthorizationPolicyBuilder().AddRequirements(ScopeRequirement.AnyOf("authz:check")).Build();

    /// <exception cref="InvalidOperationException">A service lets a user pass who lacks the scope.</exception>
    public static async Task RequireAsync(IServiceProvider services)
    {
        ClaimsPrincipal user = new(new ClaimsIdentity("authz:check"));
        DefaultHttpContext request = new() { RequestServices = services, User = user };
        foreach (object service in Replaced(services))
        {
            if (await LetsPassAsync(service, services, request).ConfigureAwait(false))
            {
                throw new InvalidOperationException(
                    $"{service.GetType()} stands in the place of a service of ASP.NET Core, and lets users pass who lack a required " +
                    "scope. Let it ask the service that it replaces, or remove it.");
            }
        }
    }

    private static IEnumerable<object> Replaced(IServiceProvider services)
    {
        object?[] all =
        [
            services.GetService<IAuthorizationService>(),
            services.GetService<IAuthorizationEvaluator>(),
            services.GetService<IAuthorizationHandlerProvider>(),
            services.GetService<IAuthorizationHandlerContextFactory>(),
            services.GetService<IPolicyEvaluator>(),
            services.GetService<IAuthorizationMiddlewareResultHandler>(),
        ];
        return all.OfType<object>().Where(service => service.GetType().Assembly is var assembly
            && assembly != typeof(DefaultAuthorizationService).Assembly && assembly != typeof(PolicyEvaluator).Assembly);
    }

    // One that fails lets nobody pass.
#pragma warning disable CA1031
    private static async Task<bool> LetsPassAsync(object service, IServiceProvider services, HttpContext request)
    {
        try
        {
            return service switch
            {
                IAuthorizationMiddlewareResultHandler handler => await PassesOnAsync(handler, request).ConfigureAwait(false),
                IPolicyEvaluator evaluator => await LetsPassAsync(evaluator, request).ConfigureAwait(false),
                _ => await LetsPassAsync(services.GetRequiredService<IAuthorizationService>(), request).ConfigureAwait(false),
            };
        }
        catch (Exception)
        {
            return false;
        }
    }
#pragma warning restore CA1031

    private static async Task<bool> PassesOnAsync(IAuthorizationMiddlewareResultHandler handler, HttpContext request)
    {
        bool isPassed = false;
        Task NextAsync(HttpContext context)
        {
            isPassed = true;
            return Task.CompletedTask;
        }

        await handler.HandleAsync(NextAsync, request, s_policy, PolicyAuthorizationResult.Forbid()).ConfigureAwait(false);
        return isPassed;
    }

    private static async Task<bool> LetsPassAsync(IPolicyEvaluator evaluator, HttpContext request)
    {
        AuthenticateResult authenticated = AuthenticateResult.Success(new AuthenticationTicket(request.User, "authz:check"));
        return (await evaluator.AuthorizeAsync(s_policy, authenticated, request, request).ConfigureAwait(false)).Succeeded;
    }

    private static async Task<bool> LetsPassAsync(IAuthorizationService service, HttpContext request) =>
        (await service.AuthorizeAsync(request.User, request, s_policy.Requirements).ConfigureAwait(false)).Succeeded;
}
