using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore;

/// <summary>Asks for a token with every one of these scopes. One without a scope is met by nobody.</summary>
/// <param name="scopes">The scopes.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireAllScopesAttribute(params string[] scopes) : AuthorizeAttribute, IAuthorizationRequirementData
{
    /// <summary>The scopes, all of them needed.</summary>
    public IReadOnlyList<string> Scopes { get; } = scopes;

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [ScopeRequirement.AllOf(Scopes)];
}
