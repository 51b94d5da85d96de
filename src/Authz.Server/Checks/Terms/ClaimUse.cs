namespace Authz.Server.Checks.Terms;

/// <summary>Claims that a route reads of one issuer's tokens, and what for.</summary>
/// <param name="Purpose">What they are read for, such as <c>scopes</c>.</param>
/// <param name="Claims">Names and JSON Pointers, as a definition writes them.</param>
internal sealed record ClaimUse(string Purpose, IReadOnlyList<string> Claims);
