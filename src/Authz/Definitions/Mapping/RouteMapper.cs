using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>Maps a route of a definition's file to the model.</summary>
internal static class RouteMapper
{
    /// <summary>The <c>authorizationType</c> of routes with a JWT authorizer.</summary>
    public const string Jwt = "JWT";

    /// <summary>The <c>authorizationType</c> of routes with a Lambda authorizer.</summary>
    public const string Lambda = "CUSTOM";

    /// <param name="route">The route.</param>
    /// <param name="authorizationTypes">The authorization type of each authorizer, by name.</param>
    public static RouteDefinition Map(DefinitionObject route, IReadOnlyDictionary<string, string> authorizationTypes)
    {
        string? authorizationType = route.OneOf("authorizationType", Jwt, Lambda, "NONE");
        if (authorizationType is null && route.Has("authorizationType"))
        {
            // Whether the route is open is unknown, so a missing authorizer is not a second problem.
            route.MarkUnreadable("authorizer");
        }

        RouteDefinition definition = new()
        {
            Authorizer = route.String("authorizer"),
            IsOpen = authorizationType == "NONE",
            AuthorizationScopes = route.Strings("authorizationScopes") ?? [],
            AllScopes = route.Strings("allScopes") ?? [],
            AllowEncodedSlash = route.Boolean("allowEncodedSlash") ?? false,
            Integration = route.Object("integration") is { } integration ? IntegrationMapper.Map(integration) : null,
        };
        route.Finish();
        if (authorizationType is Jwt or Lambda && definition.Authorizer is { } name
            && authorizationTypes.TryGetValue(name, out string? type) && type != authorizationType)
        {
            route.Refuse("authorizationType", $"The authorizer '{name}' is of another kind.", $"Write '{type}', or leave it out.");
        }

        return definition;
    }
}
