namespace Authz.Lambda.Routes;

/// <summary>Routes with the same requirements: their verdicts are always the same.</summary>
/// <param name="RouteKey">One of the routes, which stands for all.</param>
/// <param name="IdentitySource">The identity source of their authorizer; null if they are open.</param>
/// <param name="Patterns">The routes.</param>
internal sealed record RouteGroup(string RouteKey, IdentitySource? IdentitySource, IReadOnlyList<RoutePattern> Patterns);
