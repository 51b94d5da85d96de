using Authz.Conditions;
using Authz.Definitions.Parameters;

namespace Authz.Server.Checks.Terms;

/// <summary>Which claims each route of a definition reads, from which issuer.</summary>
internal static class ClaimUses
{
    /// <summary>Stands for every claim of a token.</summary>
    public const string Every = "*";

    private const string Claims = "authorizer.claims.";
    private const string ClaimsAsJson = "authorizer.claimsJson";

    private static readonly string[] s_audience = ["aud", "client_id"];
    private static readonly string[] s_scopes = ["scp", "scope"];

    /// <summary>A row for each issuer of each route, in the definition's order; none for routes that look at no token.</summary>
    public static IEnumerable<RouteClaims> Of(ApiDefinition definition) => definition.Routes.SelectMany(route => Of(definition, route.Key, route.Value));

    private static IEnumerable<RouteClaims> Of(ApiDefinition definition, string key, RouteDefinition route)
    {
        if (route.Authorizer is not { } name)
        {
            return [];
        }

        return definition.Authorizers.TryGetValue(name, out AuthorizerDefinition? authorizer)
            ? authorizer.JwtConfiguration.Select(entry => new RouteClaims(key, entry.Issuer, [.. Of(definition, authorizer, entry, route)]))
            : [new RouteClaims(key, Issuer: null, [new ClaimUse($"function of '{name}'", [Every])])];
    }

    // In the order in which they are read; what has nothing to read is left out.
    private static IEnumerable<ClaimUse> Of(
        ApiDefinition definition, AuthorizerDefinition authorizer, JwtConfiguration entry, RouteDefinition route)
    {
        IEnumerable<ToolDefinition> tools = route.Tools?.Values ?? [];
        bool hasScopes = route.AuthorizationScopes.Count + route.AllScopes.Count > 0
            || tools.Any(tool => tool.AuthorizationScopes.Count + tool.AllScopes.Count > 0);
        bool isBound = authorizer.TokenBinding is not null || CompatibilityProfile.Of(definition.Compatibility).RefusesConfirmation;
        ClaimUse[] uses =
        [
            new("issuer and times", ["iss", "exp", "nbf", "iat"]),
            new("tenant", entry.Tenants.Count > 0 ? ["tid"] : []),
            new("audience", entry.AudienceClaims ?? s_audience),
            new("binding", isBound ? ["cnf"] : []),
            new("scopes", hasScopes ? entry.ScopeClaims ?? s_scopes : []),
            new("condition of the issuer", ClaimsOf(entry.Condition)),
            new("condition", ClaimsOf(route.Condition)),
            new("conditions of tools", [.. tools.SelectMany(tool => ClaimsOf(tool.Condition)).Distinct(StringComparer.Ordinal)]),
            new("step-up", [.. ClaimsOf(route.StepUp)]),
            new("integration", ClaimsOf(route.Integration)),
        ];
        return uses.Where(use => use.Claims.Count > 0);
    }

    private static string[] ClaimsOf(IReadOnlyList<ConditionBlock>? condition) =>
    [
        .. ConditionKeys.Of(condition)
            .Where(key => key.Kind == ConditionKeyKind.Claim || key.Kind is ConditionKeyKind.TokenAge or ConditionKeyKind.TokenRemaining)
            .Select(key => key.Kind switch { ConditionKeyKind.TokenAge => "iat", ConditionKeyKind.TokenRemaining => "exp", _ => key.Name })
            .Distinct(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> ClaimsOf(StepUpDefinition? stepUp) =>
    [
        .. stepUp?.AcrValues.Count > 0 ? (string[])[ConditionKeys.Level] : [],
        .. stepUp?.MaxAge is not null ? (string[])[ConditionKeys.AuthenticatedAt] : [],
    ];

    // A function gets them all in its event; another backend those that are mapped.
    private static IReadOnlyList<string> ClaimsOf(IntegrationDefinition? integration) => integration switch
    {
        null => [],
        { Type: IntegrationType.AwsProxy } => [Every],
        _ => [.. integration.RequestParameters.Values.SelectMany(ClaimsOf).Distinct(StringComparer.Ordinal)],
    };

    private static IEnumerable<string> ClaimsOf(string mapping) =>
        (MappingValue.TryParse(mapping, out MappingValue? value, out _) ? value.Parts : [])
            .Where(part => part.Source == MappingSource.Context)
            .Select(part => part.Name.StartsWith(Claims, StringComparison.Ordinal) ? part.Name[Claims.Length..]
                : part.Name == ClaimsAsJson ? Every
                : part.Name.StartsWith(ClaimsAsJson + ".", StringComparison.Ordinal) ? part.Name[(ClaimsAsJson.Length + 1)..]
                : "")
            .Where(claim => claim.Length > 0);
}
