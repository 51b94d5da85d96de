namespace Authz;

/// <summary>One key of an issuer.</summary>
/// <param name="KeyId">The key's <c>kid</c>; null if it has none.</param>
/// <param name="Algorithms">The algorithms it is bound to, such as <c>RS256</c>.</param>
public sealed record IssuerKey(string? KeyId, IReadOnlyList<string> Algorithms);
