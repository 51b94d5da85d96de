using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Scopes;

/// <summary>The scopes that an endpoint asks for, as far as its policies say so.</summary>
internal static class EndpointScopes
{
    /// <summary>Scopes that suffice for the request's endpoint, separated by spaces; null if it asks for none.</summary>
    public static async Task<string?> FindAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return null;
        }

        AuthorizationPolicy? policy = await AuthorizationPolicy.CombineAsync(
            context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>(),
            endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(),
            endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>()).ConfigureAwait(false);
        string scopes = string.Join(
            ' ', (policy?.Requirements ?? []).OfType<ScopeRequirement>().SelectMany(requirement => requirement.Sufficient)
                .Distinct(StringComparer.Ordinal));
        return scopes.Length > 0 ? scopes : null;
    }
}
