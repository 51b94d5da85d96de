using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Scopes;

/// <summary>
/// Refuses an application whose policy provider, registered later than ours, reads the names of scope policies otherwise: endpoints would
/// then ask for other requirements than their scopes.
/// </summary>
internal static class ScopePolicyCheck
{
    private static readonly ScopeRequirement[] s_examples =
        [ScopeRequirement.AnyOf("authz", "check"), ScopeRequirement.AllOf("authz", "check")];

    /// <exception cref="InvalidOperationException">The provider in force does not know the scope policies.</exception>
    public static async Task RequireAsync(IServiceProvider services)
    {
        IAuthorizationPolicyProvider policies = services.GetRequiredService<IAuthorizationPolicyProvider>();
        foreach (ScopeRequirement expected in s_examples)
        {
            AuthorizationPolicy? policy = await policies.GetPolicyAsync(ScopePolicyName.Of(expected)).ConfigureAwait(false);
            if (policy is null || !policy.Requirements.OfType<ScopeRequirement>().Any(actual => AreEqual(actual, expected)))
            {
                throw new InvalidOperationException(
                    $"The policy provider {policies.GetType()} does not know the policies of required scopes. Register it before " +
                    "AddJwtAuthorizer or AddApiDefinition, or let it ask the provider that was registered before it.");
            }
        }
    }

    private static bool AreEqual(ScopeRequirement actual, ScopeRequirement expected) =>
        actual.AsksForAll == expected.AsksForAll && actual.Scopes.SequenceEqual(expected.Scopes, StringComparer.Ordinal);
}
