using Authz.AspNetCore.Requirements;
using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore;

/// <summary>
/// Requires, in addition to the default policy, that the user was authenticated well and recently enough (RFC 9470). Several such attributes
/// must all be met. A policy of the application needs its own attribute.
/// </summary>
/// <param name="maximumAge">How many seconds ago at most, up to a year; 0 for at any time.</param>
/// <param name="acrValues">The values of <c>acr</c> of which the token must have one; none for any.</param>
/// <exception cref="ApiDefinitionException">It asks for nothing, or a value is not usable; the exception has every problem.</exception>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireStepUpAttribute(int maximumAge, params string[] acrValues)
    : AuthorizeAttribute(RequirementPolicyName.OfStepUp(maximumAge, acrValues))
{
    /// <summary>How many seconds ago at most; 0 for at any time.</summary>
    public int MaximumAge { get; } = maximumAge;

    /// <summary>The values of <c>acr</c> of which the token must have one; none for any.</summary>
    public IReadOnlyList<string> AcrValues { get; } = acrValues;

    /// <summary>
    /// The name of the step-up's policy, which endpoints, MVC's filter and the methods of a SignalR hub ask for alike. It cannot be set.
    /// </summary>
    public new string? Policy => base.Policy;
}
