using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.Scopes;

/// <summary>Decides scope requirements, and leaves with the request what would have sufficed.</summary>
internal sealed class ScopeAuthorizationHandler : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (IsMet(context, requirement))
        {
            context.Succeed(requirement);
        }
        else if (context.Resource is HttpContext request && context.User.Identity?.IsAuthenticated == true)
        {
            IEnumerable<string> sufficient = context.Requirements.OfType<ScopeRequirement>().SelectMany(other => other.Sufficient);
            request.Features.Set(new LackingScopes(string.Join(' ', sufficient.Distinct(StringComparer.Ordinal))));
        }

        return Task.CompletedTask;
    }

    private static bool IsMet(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        foreach (string scope in requirement.Scopes)
        {
            if (PrincipalScopes.Has(context.User, scope) != requirement.AsksForAll)
            {
                return !requirement.AsksForAll;
            }
        }

        return requirement.AsksForAll && requirement.Scopes.Count > 0;
    }
}
