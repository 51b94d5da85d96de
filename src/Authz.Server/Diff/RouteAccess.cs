namespace Authz.Server.Diff;

/// <summary>Who may have a route: its key, what it asks, and the authorizer behind it.</summary>
/// <param name="Key">The route key.</param>
/// <param name="Route">What the route asks.</param>
/// <param name="Authorizer">Its authorizer; null for an open route.</param>
/// <param name="Mode">Whose behaviour counts.</param>
internal sealed record RouteAccess(string Key, RouteDefinition Route, AuthorizerDefinition? Authorizer, CompatibilityMode Mode)
{
    public bool IsOpen => Authorizer is null;
}
