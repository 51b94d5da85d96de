namespace Authz.Import.Tree;

/// <summary>The access to a route of an imported file: anyone, the bearer of a token that the authorizer accepts, or IAM.</summary>
/// <param name="Authorizer">The authorizer's name at its place in the file; null for an open route and for IAM.</param>
/// <param name="Scopes">The scopes of which the token needs one; null for none.</param>
internal sealed record RouteAccess(DefinitionNode? Authorizer, DefinitionNode? Scopes)
{
    /// <summary>An open route of which the file says nothing.</summary>
    public static readonly RouteAccess Open = new(null, null);

    /// <summary>An open route of which the file says so.</summary>
    public static readonly RouteAccess OpenAsStated = new(null, null) { IsStated = true };

    /// <summary>A route that asks for a request signed for IAM, and is closed here.</summary>
    public static readonly RouteAccess Iam = new(null, null) { RequiresIam = true };

    public bool RequiresIam { get; private init; }

    /// <summary>Whether the file itself says that the route is open.</summary>
    public bool IsStated { get; private init; }

    public DefinitionNode ToNode(DefinitionPosition position, DefinitionNode? integration)
    {
        DefinitionObjectBuilder route = new();
        if (Authorizer is null)
        {
            route.TryAdd("authorizationType", position, DefinitionNode.String(RequiresIam ? "AWS_IAM" : "NONE", position));
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
