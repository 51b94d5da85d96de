namespace Authz.Keys;

/// <summary>Keys for trying a definition out without fetching any.</summary>
/// <param name="Running">Has keys of its issuers.</param>
/// <param name="KeySet">A JWKS to use for every issuer instead; null for none.</param>
internal sealed record OfflineKeys(IssuerKeysRegistry Running, string? KeySet)
{
    /// <summary>The keys in force of this issuer, whatever their source; null if there are none.</summary>
    public IssuerKeys? Find(string issuer) => Running.Issuers.FirstOrDefault(keys => keys.Issuer == issuer && keys.IsUsable);
}
