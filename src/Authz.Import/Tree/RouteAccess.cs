namespace Authz.Import.Tree;

/// <summary>The access to a route of an imported file: anyone, or the bearer of a token that the authorizer accepts.</summary>
/// <param name="Authorizer">The authorizer's name at its place in the file; null for an open route.</param>
/// <param name="Scopes">The scopes of which the token needs one; null for none.</param>
internal sealed record RouteAccess(DefinitionNode? Authorizer, DefinitionNode? Scopes)
{
    public static readonly RouteAccess Open = new(null, null);

    public DefinitionNode ToNode(DefinitionPosition position, DefinitionNode? integration)
    {
        DefinitionObjectBuilder route = new();
        if (Authorizer is null)
        {
            route.TryAdd("authorizationType", position, DefinitionNode.String("NONE", position));
        }

        route.Add("authorizer", Authorizer);
        if (Scopes is { Items.Count: > 0 } or { Kind: not DefinitionNodeKind.List })
        {
            route.Add("authorizationScopes", Scopes);
        }

        route.Add("integration", integration);
        return route.Build(position);
    }
}
