namespace Authz.Lambda.Routes;

/// <summary>Routes with the same requirements: their verdicts are always the same.</summary>
/// <param name="IdentitySource">The identity source of their authorizer; null if they are open.</param>
/// <param name="Routes">The routes, at least one.</param>
internal sealed record RouteGroup(IdentitySource? IdentitySource, IReadOnlyList<ApiRoute> Routes);
