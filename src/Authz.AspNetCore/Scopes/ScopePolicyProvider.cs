using Authz.AspNetCore.Requirements;
using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore.Scopes;

/// <summary>
/// Knows the policies of <see cref="RequireScopeAttribute"/>, <see cref="RequireAllScopesAttribute"/>,
/// <see cref="RequireConditionAttribute"/> and <see cref="RequireStepUpAttribute"/> beside the application's.
/// </summary>
internal sealed class ScopePolicyProvider(IAuthorizationPolicyProvider others) : IAuthorizationPolicyProvider
{
    /// <summary>The meaning of our policies' names never changes.</summary>
    public bool AllowsCachingPolicies => others.AllowsCachingPolicies;

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => others.GetDefaultPolicyAsync();

    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => others.GetFallbackPolicyAsync();

    public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        (ScopePolicyName.Read(policyName) ?? RequirementPolicyName.Read(policyName)) is { } requirement
            ? CombineAsync(requirement)
            : others.GetPolicyAsync(policyName);

    private async Task<AuthorizationPolicy?> CombineAsync(IAuthorizationRequirement requirement) =>
        new AuthorizationPolicyBuilder(await GetDefaultPolicyAsync().ConfigureAwait(false)).AddRequirements(requirement).Build();
}
