namespace Authz.Definitions;

/// <summary>Maps a route of a definition's file to the model.</summary>
internal static class RouteMapper
{
    public static RouteDefinition Map(DefinitionObject route)
    {
        string? authorizationType = route.OneOf("authorizationType", "JWT", "CUSTOM", "NONE");
        if (authorizationType is null && route.Has("authorizationType"))
        {
            // Whether the route is open is not known, so that it names no authorizer is no problem of its own.
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
        return definition;
    }
}
