namespace Authz.Lambda.Routes;

/// <summary>Routes that ask the same of a token: their verdicts are always the same.</summary>
/// <param name="RouteKey">One of the routes, for all.</param>
/// <param name="IdentitySource">Where their authorizer finds the token; null if they are open.</param>
/// <param name="Patterns">The routes.</param>
internal sealed record RouteGroup(string RouteKey, string? IdentitySource, IReadOnlyList<RoutePattern> Patterns);
