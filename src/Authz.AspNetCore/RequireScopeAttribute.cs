using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore;

/// <summary>
/// Asks for a token with at least one of these scopes. Several such attributes must all be met; one without a scope is met by nobody.
/// </summary>
/// <param name="scopes">The scopes.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireScopeAttribute(params string[] scopes) : AuthorizeAttribute, IAuthorizationRequirementData
{
    /// <summary>The scopes of which one suffices.</summary>
    public IReadOnlyList<string> Scopes { get; } = scopes;

    /// <inheritdoc/>
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [ScopeRequirement.AnyOf(Scopes)];
}
