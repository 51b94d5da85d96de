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
        ConditionKeys = [.. Authz.Conditions.ConditionKeys.Of(definition, authorizer)];
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

    /// <summary>
    /// What the verdict on the route depends on besides the token's issuer and scopes, each once: the keys of its condition and of those
    /// of its issuers, such as <c>claims:tenant</c> or <c>request:path.id</c>, and the claims of its step-up. For hosts whose answers are
    /// kept for other requests.
    /// </summary>
    public IReadOnlyList<string> ConditionKeys { get; }

    /// <summary>Where <see cref="Authorizer"/> finds the token; null without it.</summary>
    public IdentitySource? IdentitySource { get; }
}
