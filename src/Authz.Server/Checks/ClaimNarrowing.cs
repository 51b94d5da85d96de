using Authz.Conditions;

namespace Authz.Server.Checks;

/// <summary>Whether a condition says whose tokens are accepted.</summary>
internal static class ClaimNarrowing
{
    // Every token has these, or whoever asks for it chooses them.
    private static readonly string[] s_saysNothing = ["claims:iss", "claims:aud", "claims:exp", "claims:iat", "claims:nbf", "claims:jti"];

    /// <summary>Whether tokens of the issuer are accepted for named values of a claim alone, by it or by each route.</summary>
    public static bool IsNarrowed(ApiDefinition definition, string authorizer, JwtConfiguration entry)
    {
        RouteDefinition[] routes = [.. definition.Routes.Values.Where(route => route.Authorizer == authorizer)];
        return IsNarrow(entry.Condition) || (routes.Length > 0 && routes.All(route => IsNarrow(route.Condition)));
    }

    private static bool IsNarrow(IReadOnlyList<ConditionBlock>? condition) =>
        condition is { Count: > 0 } && condition.All(block => block.Terms.Any(IsNarrow));

    // What is not asked for, or may be missing, or begins with anything, names nobody.
    private static bool IsNarrow(ConditionTerm term) =>
        term.Key.StartsWith(ConditionKey.ClaimPrefix, StringComparison.Ordinal)
        && !s_saysNothing.Contains(term.Key)
        && ConditionOperator.Find(term.Operator) is { IsNegated: false, HoldsIfMissing: false, Type: ConditionType.Text } found
        && (found.Relation != ConditionRelation.Like || term.Values.All(value => value.Length > 0 && value[0] is not ('*' or '?')));
}
