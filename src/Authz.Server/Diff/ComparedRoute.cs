namespace Authz.Server.Diff;

/// <summary>A route of one of the two definitions, with the authorizer behind it.</summary>
/// <param name="Key">The route key.</param>
/// <param name="Route">The route's requirements.</param>
/// <param name="Authorizer">Its JWT authorizer; null for any other route.</param>
/// <param name="Function">The Lambda authorizer that decides it; null for any other route.</param>
/// <param name="Profile">The rules of the definition's mode.</param>
internal sealed record ComparedRoute(
    string Key, RouteDefinition Route, AuthorizerDefinition? Authorizer, LambdaAuthorizerDefinition? Function, CompatibilityProfile Profile)
{
    public bool IsOpen => Route.IsOpen;
}
