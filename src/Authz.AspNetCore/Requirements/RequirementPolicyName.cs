using System.Globalization;
using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore.Requirements;

/// <summary>
/// Conditions and step-ups as names of policies, such as <c>Authz.Condition:{"Bool":{"claims:admin":true}}</c> and <c>Authz.StepUp:300 phr</c>.
/// </summary>
internal static class RequirementPolicyName
{
    private const string Condition = "Authz.Condition:";
    private const string StepUp = "Authz.StepUp:";

    /// <exception cref="ApiDefinitionException">The text is no usable condition.</exception>
    /// <exception cref="ArgumentException">The condition asks for what the application does not have: a stage.</exception>
    public static string OfCondition(string json)
    {
        _ = ConditionRequirement.Parse(json);
        return Condition + json;
    }

    /// <exception cref="ApiDefinitionException">It asks for nothing, or a value is not usable.</exception>
    public static string OfStepUp(int maximumAge, string[] acrValues)
    {
        ArgumentNullException.ThrowIfNull(acrValues);
        _ = Create(maximumAge, acrValues);
        return string.Create(CultureInfo.InvariantCulture, $"{StepUp}{maximumAge} {string.Join(' ', acrValues)}");
    }

    /// <summary>The requirement of that name; null if another policy has it.</summary>
    public static IAuthorizationRequirement? Read(string policyName) =>
        policyName.StartsWith(Condition, StringComparison.Ordinal) ? ConditionRequirement.Parse(policyName[Condition.Length..])
        : policyName.StartsWith(StepUp, StringComparison.Ordinal) ? ReadStepUp(policyName[StepUp.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        : null;

    private static StepUpRequirement ReadStepUp(string[] words) => Create(int.Parse(words[0], CultureInfo.InvariantCulture), words[1..]);

    private static StepUpRequirement Create(int maximumAge, string[] acrValues) => new(new StepUpDefinition
    {
        MaxAge = maximumAge == 0 ? null : TimeSpan.FromSeconds(maximumAge),
        AcrValues = acrValues,
    });
}
