using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore.Scopes;

/// <summary>
/// Knows the policies of <see cref="RequireScopeAttribute"/> and <see cref="RequireAllScopesAttribute"/> beside the application's.
/// </summary>
internal sealed class ScopePolicyProvider(IAuthorizationPolicyProvider others) : IAuthorizationPolicyProvider
{
    /// <summary>The meaning of a scope policy's name never changes.</summary>
    public bool AllowsCachingPolicies => others.AllowsCachingPolicies;

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => others.GetDefaultPolicyAsync();

    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => others.GetFallbackPolicyAsync();

    public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        ScopePolicyName.Read(policyName) is { } requirement ? CombineAsync(requirement) : others.GetPolicyAsync(policyName);

    private async Task<AuthorizationPolicy?> CombineAsync(ScopeRequirement requirement) =>
        new AuthorizationPolicyBuilder(await GetDefaultPolicyAsync().ConfigureAwait(false)).AddRequirements(requirement).Build();
}
