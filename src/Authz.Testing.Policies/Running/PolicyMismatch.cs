using System.Text.Json;

namespace Authz.Testing.Policies.Running;

/// <summary>Describes how a decision differs from the case's expectation, and the remedy.</summary>
internal static class PolicyMismatch
{
    /// <summary>The difference and its remedy; null if there is none.</summary>
    public static string? Describe(PolicyCase expected, Explanation explanation)
    {
        AuthorizationDecision decision = explanation.Decision;
        if (decision.Outcome == expected.Outcome && (expected.Reason is null || expected.Reason == decision.Reason))
        {
            return null;
        }

        string difference = $"Expected {Name(expected.Outcome, expected.Reason)}, got {Name(decision.Outcome, decision.Reason)}";
        if (explanation.RefusedStep is not { } step)
        {
            return $"{difference} by the route '{decision.RouteKey}'. {OfAllowed(decision)} Or change the case to 'expect: allowed'.";
        }

        string found = $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(step.Check.ToString())}: expected {step.Expected}; found {step.Found}.";
        string change = $"Or change the case to 'expect: {decision.Outcome.ToCode()}' with 'reason: {decision.Reason!.Value.ToCode()}'.";
        return $"{difference}. {found} {step.Remedy} {change}";
    }

    private static string OfAllowed(AuthorizationDecision decision) => decision.Route is { Definition.AllowsAnonymous: true }
        ? "The route is open: give it an authorizer, or remove 'tokenRequired: false'."
        : "Change the token's claims, or have the route ask for other scopes.";

    private static string Name(AuthorizationOutcome outcome, RefusalReason? reason) =>
        reason is { } known ? $"{outcome.ToCode()} ({known.ToCode()})" : outcome.ToCode();
}
