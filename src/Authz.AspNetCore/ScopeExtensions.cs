using Authz.AspNetCore;
using Microsoft.AspNetCore.Authorization;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Requires scopes on endpoints, on groups of endpoints, and in policies.</summary>
public static class ScopeExtensions
{
    /// <summary>Requires a token with at least one of these scopes.</summary>
    /// <param name="builder">An endpoint or a group of endpoints.</param>
    /// <param name="scopes">The scopes; at least one.</param>
    /// <exception cref="ArgumentException">No scope is named, or one of them is not a scope (RFC 6749 section 3.3).</exception>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireScopeAttribute(Named(scopes)));

    /// <summary>Requires a token with all of these scopes.</summary>
    /// <inheritdoc cref="RequireScope{TBuilder}"/>
    public static TBuilder RequireAllScopes<TBuilder>(this TBuilder builder, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireAllScopesAttribute(Named(scopes)));

    /// <summary>Requires, in a policy, a token with at least one of these scopes.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scopes">The scopes; at least one.</param>
    /// <exception cref="ArgumentException">No scope is named, or one of them is not a scope (RFC 6749 section 3.3).</exception>
    public static AuthorizationPolicyBuilder RequireScope(this AuthorizationPolicyBuilder policy, params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddRequirements(ScopeRequirement.AnyOf(Named(scopes)));
    }

    /// <summary>Requires, in a policy, a token with all of these scopes.</summary>
    /// <inheritdoc cref="RequireScope(AuthorizationPolicyBuilder, string[])"/>
    public static AuthorizationPolicyBuilder RequireAllScopes(this AuthorizationPolicyBuilder policy, params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddRequirements(ScopeRequirement.AllOf(Named(scopes)));
    }

    private static string[] Named(string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        return scopes.Length > 0
            ? scopes
            : throw new ArgumentException("Name at least one scope. To ask for any token, call RequireAuthorization.", nameof(scopes));
    }
}
