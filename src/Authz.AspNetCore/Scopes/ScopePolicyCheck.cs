using Authz.AspNetCore.Requirements;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Scopes;

/// <summary>
/// Refuses an application whose policy provider, registered later than ours, reads the names of our policies otherwise: endpoints would
/// then ask for other requirements than their scopes and conditions.
/// </summary>
internal static class ScopePolicyCheck
{
    private static readonly ScopeRequirement[] s_examples =
        [ScopeRequirement.AnyOf("authz", "check"), ScopeRequirement.AllOf("authz", "check")];

    private static readonly string s_condition = RequirementPolicyName.OfCondition("""{ "Bool": { "claims:authz": true } }""");

    /// <exception cref="InvalidOperationException">The provider in force does not know the policies of scopes and conditions.</exception>
    public static async Task RequireAsync(IServiceProvider services)
    {
        IAuthorizationPolicyProvider policies = services.GetRequiredService<IAuthorizationPolicyProvider>();
        foreach (ScopeRequirement expected in s_examples)
        {
            AuthorizationPolicy? policy = await policies.GetPolicyAsync(ScopePolicyName.Of(expected)).ConfigureAwait(false);
            if (policy is null || !policy.Requirements.OfType<ScopeRequirement>().Any(actual => AreEqual(actual, expected)))
            {
                throw Unknown(policies, "scopes");
            }
        }

        AuthorizationPolicy? condition = await policies.GetPolicyAsync(s_condition).ConfigureAwait(false);
        if (condition is null || !condition.Requirements.OfType<ConditionRequirement>().Any())
        {
            throw Unknown(policies, "conditions");
        }
    }

    private static InvalidOperationException Unknown(IAuthorizationPolicyProvider policies, string what) => new(
        $"The policy provider {policies.GetType()} does not know the policies of required {what}. Register it before AddJwtAuthorizer or " +
        "AddApiDefinition, or let it ask the provider that was registered before it.");

    private static bool AreEqual(ScopeRequirement actual, ScopeRequirement expected) =>
        actual.AsksForAll == expected.AsksForAll && actual.Scopes.SequenceEqual(expected.Scopes, StringComparer.Ordinal);
}
