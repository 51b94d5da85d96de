namespace Authz.AspNetCore.Definitions;

/// <summary>A route of a definition that has its endpoint.</summary>
/// <param name="Key">Its key, such as <c>GET /pets/{id}</c>.</param>
/// <param name="IdentitySource">Where its authorizer finds its tokens; null for an open route.</param>
internal sealed record PairedRoute(string Key, string? IdentitySource);
