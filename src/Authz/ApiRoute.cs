namespace Authz;

/// <summary>A route of an API definition that is in force: one object for each route, and the same in every decision on it.</summary>
public sealed class ApiRoute
{
    internal ApiRoute(int index, RouteKey key, RouteDefinition definition, AuthorizerDefinition? authorizer)
    {
        Index = index;
        Key = key;
        Definition = definition;
        Authorizer = authorizer;
        IdentitySource = authorizer is null ? null : Authz.IdentitySource.Parse(authorizer.IdentitySource);
    }

    /// <summary>
    /// The route's place among <see cref="ApiDefinition.Routes"/>, from 0: what a host keeps for each route of a definition stands there.
    /// </summary>
    public int Index { get; }

    /// <summary>The parsed route key.</summary>
    public RouteKey Key { get; }

    /// <summary>What the route asks of a request.</summary>
    public RouteDefinition Definition { get; }

    /// <summary>The route's JWT authorizer; null if the route is open or a Lambda authorizer decides it.</summary>
    public AuthorizerDefinition? Authorizer { get; }

    /// <summary>Where <see cref="Authorizer"/> finds the token; null without it.</summary>
    public IdentitySource? IdentitySource { get; }
}
