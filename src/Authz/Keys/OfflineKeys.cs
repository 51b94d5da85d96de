namespace Authz.Keys;

/// <summary>Keys for trying a definition out without fetching any.</summary>
/// <param name="Find">The keys in force of an issuer, whatever their source; null if there are none.</param>
/// <param name="KeySet">A JWKS to use for every issuer instead; null for none.</param>
internal sealed record OfflineKeys(Func<string, IssuerKeys?> Find, string? KeySet);
