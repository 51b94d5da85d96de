using Authz.AspNetCore.Scopes;
using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore;

/// <summary>
/// Asks for a token with at least one of these scopes, beside what the default policy asks for. Several such attributes must all be met;
/// one without a scope is met by nobody. A policy of the application's own is asked for by an attribute of its own.
/// </summary>
/// <param name="scopes">The scopes.</param>
/// <exception cref="ArgumentException">One of them is no scope (RFC 6749 section 3.3), such as two with a space between.</exception>
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
