namespace Authz.AspNetCore.Definitions;

/// <summary>A route of a definition that has its endpoint.</summary>
/// <param name="Key">Its key, such as <c>GET /pets/{id}</c>.</param>
/// <param name="IdentitySource">The identity source of its authorizer; null for an open route.</param>
internal sealed record PairedRoute(string Key, string? IdentitySource);
