using Authz.AspNetCore.Requirements;
using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore;

/// <summary>
/// Requires, in addition to the default policy, that the token and the request meet a condition. Several such attributes must all be met. A
/// policy of the application needs its own attribute. A method of a SignalR hub is no request: no condition that reads one is met there.
/// </summary>
/// <param name="json">The condition, as <see cref="ConditionRequirement.Parse"/> reads it.</param>
/// <exception cref="ApiDefinitionException">It is no usable condition; the exception has every problem.</exception>
/// <exception cref="ArgumentException">It asks for what the application does not have: a stage.</exception>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequireConditionAttribute(string json) : AuthorizeAttribute(RequirementPolicyName.OfCondition(json))
{
    /// <summary>The condition's JSON text.</summary>
    public string Condition { get; } = json;

    /// <summary>
    /// The name of the condition's policy, which endpoints, MVC's filter and the methods of a SignalR hub ask for alike. It cannot be set.
    /// </summary>
    public new string? Policy => base.Policy;
}
