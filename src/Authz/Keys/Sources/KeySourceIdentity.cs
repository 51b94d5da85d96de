namespace Authz.Keys.Sources;

/// <summary>
/// What makes two issuer entries share their keys: the same issuer, source and limits. At most one source is set; none means discovery.
/// </summary>
internal sealed record KeySourceIdentity(
    string Issuer,
    string? Jwks,
    string? JwksFile,
    string? JwksUri,
    TimeSpan MaximumAge,
    TimeSpan FetchTimeout)
{
    /// <summary>What it has in common with those that differ in their limits only.</summary>
    public KeySourceIdentity WithoutLimits() => this with { MaximumAge = TimeSpan.Zero, FetchTimeout = TimeSpan.Zero };
}
