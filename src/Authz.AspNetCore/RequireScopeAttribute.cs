using Authz.AspNetCore.Scopes;
using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore;

/// <summary>
/// Requires a token with at least one of these scopes, in addition to the default policy. Several such attributes must all be met;
/// one without scopes is never met. A policy of the application needs its own attribute.
/// </summary>
/// <param name="scopes">The scopes.</param>
/// <exception cref="ArgumentException">One of them is not a scope (RFC 6749 section 3.3), such as two with a space between.</exception>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireScopeAttribute(params string[] scopes)
    : AuthorizeAttribute(ScopePolicyName.Of(ScopeRequirement.AnyOf(scopes)))
{
    /// <summary>The scopes of which one suffices.</summary>
    public IReadOnlyList<string> Scopes { get; } = scopes;

    /// <summary>
    /// The name of the scopes' policy, which endpoints, MVC's filter and the methods of a SignalR hub ask for alike. It cannot be set.
    /// </summary>
    public new string? Policy => base.Policy;
}
