namespace Authz.Conditions;

/// <summary>What a route asks of a token and its request besides scopes, in the order in which it is judged.</summary>
/// <param name="condition">The route's condition; null if it has none.</param>
/// <param name="stepUp">The route's step-up; null if it has none.</param>
internal sealed class RouteRequirements(CompiledCondition? condition, StepUpCheck? stepUp)
{
    /// <summary>The route's condition; null if it has none.</summary>
    public CompiledCondition? Condition => condition;

    /// <summary>Whether everything is met; on false <paramref name="reason"/> says what is not.</summary>
    /// <param name="issuer">The condition of the token's issuer; null if it has none.</param>
    /// <param name="subject">The token and its request.</param>
    /// <param name="reason">Why the request is refused.</param>
    public bool AreMetBy(CompiledCondition? issuer, scoped in ConditionSubject subject, out RefusalReason reason)
    {
        reason = RefusalReason.ConditionUnmet;
        if ((issuer is not null && !issuer.IsMetBy(subject)) || (condition is not null && !condition.IsMetBy(subject)))
        {
            return false;
        }

        // Last, so that nobody logs in again for a request that stays refused.
        reason = RefusalReason.AuthenticationInsufficient;
        return stepUp is null || stepUp.IsMetBy(subject);
    }
}
