using System.Globalization;
using Authz.AspNetCore.Definitions;
using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Requirements;

/// <summary>A condition or a step-up that is judged for the user of a request.</summary>
internal sealed class JudgedRequirement(RequestRequirement requirement)
{
    private const string RequestPrefix = "request:";
    private const string SourceAddress = "context:identity.sourceIp";
    private const string PathPrefix = "request:path.";

    private readonly bool _readsRequest = requirement.Keys.Any(
        key => key.StartsWith(RequestPrefix, StringComparison.Ordinal) || key == SourceAddress);

    public IReadOnlyList<string> Keys => requirement.Keys;

    /// <summary>The path variables that the endpoint must have.</summary>
    public IEnumerable<string> PathVariables =>
        Keys.Where(key => key.StartsWith(PathPrefix, StringComparison.Ordinal)).Select(key => key[PathPrefix.Length..]);

    /// <summary>Has the requirement succeed if it is met; else notes for the answer that it is not.</summary>
    public void Judge(AuthorizationHandlerContext context, IAuthorizationRequirement self)
    {
        var http = context.Resource as HttpContext;
        if ((http is not null || !_readsRequest) && IsMet(context, http))
        {
            context.Succeed(self);
        }
        else if (http is not null && context.User.Identity?.IsAuthenticated == true)
        {
            http.Features.Set(new UnmetRequirements(context));
        }
    }

    // By one identity, as with scopes.
    private bool IsMet(AuthorizationHandlerContext context, HttpContext? http)
    {
        foreach (TokenIdentity identity in context.User.Identities.OfType<TokenIdentity>())
        {
            if (IsMetBy(identity.Token, http))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsMetBy(VerifiedToken token, HttpContext? http)
    {
        DateTimeOffset now = (http?.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
        return http is null
            ? requirement.IsMetBy(token, default, _ => null, now)
            : requirement.IsMetBy(token, RequestOf(http), name => RouteValueOf(http, name), now);
    }

    // What the endpoint reads: its own query and method, which the application may have rewritten.
    private static AuthorizationRequest RequestOf(HttpContext http) =>
        http.ToAuthorizationRequest() with { Method = http.Request.Method, Target = "/" + http.Request.QueryString.Value };

    private static string? RouteValueOf(HttpContext http, string name) =>
        Convert.ToString(http.Request.RouteValues[name], CultureInfo.InvariantCulture);
}
