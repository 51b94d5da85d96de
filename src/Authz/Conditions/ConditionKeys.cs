namespace Authz.Conditions;

/// <summary>The keys that conditions read, left sides and variables.</summary>
internal static class ConditionKeys
{
    /// <summary>The claim that says how well the user was authenticated (RFC 9068 section 2.2.1).</summary>
    public const string Level = "acr";

    /// <summary>The claim that says when the user was authenticated (RFC 9068 section 2.2.1).</summary>
    public const string AuthenticatedAt = "auth_time";

    /// <summary>The keys that decide a route, each once and as definitions write it.</summary>
    public static IEnumerable<string> Of(RouteDefinition route, AuthorizerDefinition? authorizer) =>
        (authorizer?.JwtConfiguration ?? []).SelectMany(entry => Of(entry.Condition))
            .Concat(Of(route))
            .Concat(Of(route.StepUp))
            .Select(key => key.ToString())
            .Distinct(StringComparer.Ordinal);

    /// <summary>The keys of the conditions of a route and of its tools.</summary>
    public static IEnumerable<ConditionKey> Of(RouteDefinition route) =>
        Of(route.Condition).Concat((route.Tools?.Values ?? []).SelectMany(tool => Of(tool.Condition)));

    /// <summary>The keys of a condition that is valid; none if there is no condition.</summary>
    public static IEnumerable<ConditionKey> Of(IReadOnlyList<ConditionBlock>? condition) =>
        (condition ?? []).SelectMany(block => block.Terms).SelectMany(Of);

    /// <summary>The keys of a term: its own, and the variables in its values.</summary>
    public static IEnumerable<ConditionKey> Of(ConditionTerm term)
    {
        IEnumerable<ConditionKey> variables = term.Values.SelectMany(VariablesOf);
        return ConditionKey.TryParse(term.Key, out ConditionKey key) ? variables.Prepend(key) : variables;
    }

    private static IEnumerable<ConditionKey> Of(StepUpDefinition? stepUp) => stepUp is null
        ? []
        :
        [
            new(ConditionKeyKind.Claim, Level),
            new(ConditionKeyKind.Claim, AuthenticatedAt),
            .. stepUp.MaxAge is null ? (ConditionKey[])[] : [new(ConditionKeyKind.RequestTime)],
        ];

    private static IEnumerable<ConditionKey> VariablesOf(string value)
    {
        ConditionText.TryParse(value, hasWildcards: false, out IReadOnlyList<ConditionPart> parts, out _);
        return parts.Where(part => part.Kind == ConditionPartKind.Variable).Select(part => part.Variable);
    }
}
