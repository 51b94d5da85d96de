namespace Authz.AspNetCore.Definitions;

/// <summary>A route of a definition that has its endpoint.</summary>
/// <param name="Route">The very object of the definition, which says of which definition it is.</param>
/// <param name="IdentitySource">Where its authorizer finds its tokens; null for an open route.</param>
internal sealed record PairedRoute(RouteDefinition Route, string? IdentitySource);
