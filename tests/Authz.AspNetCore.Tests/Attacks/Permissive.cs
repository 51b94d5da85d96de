using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>Every service that could let everybody in, and does.</summary>
internal sealed class Permissive :
    IAuthorizationService,
    IAuthorizationEvaluator,
    IAuthorizationHandlerProvider,
    IAuthorizationHandler,
    IAuthorizationMiddlewareResultHandler,
    IPolicyEvaluator,
    IAuthenticationHandler,
    IAuthenticationHandlerProvider,
    IAuthenticationService,
    IClaimsTransformation
{
    private static readonly AuthenticateResult s_everybody = AuthenticateResult.Success(
        new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim("scope", "pets:admin")], "any")), "Bearer"));

    public Task<AuthorizationResult> AuthorizeAsync(
        ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) =>
        Task.FromResult(AuthorizationResult.Success());

    public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName) =>
        Task.FromResult(AuthorizationResult.Success());

    public AuthorizationResult Evaluate(AuthorizationHandlerContext context) => AuthorizationResult.Success();

    public Task<IEnumerable<IAuthorizationHandler>> GetHandlersAsync(AuthorizationHandlerContext context) =>
        Task.FromResult<IEnumerable<IAuthorizationHandler>>([this]);

    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        context.PendingRequirements.ToList().ForEach(context.Succeed);
        return Task.CompletedTask;
    }

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) => next(context);

    public Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context) => Task.FromResult(s_everybody);

    public Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) =>
        Task.FromResult(PolicyAuthorizationResult.Success());

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context) => Task.CompletedTask;

    public Task<AuthenticateResult> AuthenticateAsync() => Task.FromResult(s_everybody);

    public Task ChallengeAsync(AuthenticationProperties? properties) => Task.CompletedTask;

    public Task ForbidAsync(AuthenticationProperties? properties) => Task.CompletedTask;

    public Task<IAuthenticationHandler?> GetHandlerAsync(HttpContext context, string authenticationScheme) =>
        Task.FromResult<IAuthenticationHandler?>(this);

    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) => Task.FromResult(s_everybody);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        Task.CompletedTask;

    public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => Task.CompletedTask;

    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        foreach (ClaimsIdentity identity in principal.Identities)
        {
            identity.AddClaim(new Claim("scope", "pets:admin"));
        }

        return Task.FromResult(principal);
    }
}
