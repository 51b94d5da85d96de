namespace Authz.Server.Checks.Terms;

/// <summary>What a route reads of the tokens that it asks for.</summary>
/// <param name="Route">The route's key.</param>
/// <param name="Issuer">The issuer; null if the function of a Lambda authorizer gets the whole token, whoever issued it.</param>
/// <param name="Uses">The claims, in the order in which they are read.</param>
internal sealed record RouteClaims(string Route, string? Issuer, IReadOnlyList<ClaimUse> Uses);
