namespace Authz.Keys.Sources;

/// <summary>
/// The identity by which issuer entries share keys: issuer, source and limits. At most one source is set; without one, discovery is used.
/// </summary>
internal sealed record KeySourceIdentity(
    string Issuer,
    string? Jwks,
    string? JwksFile,
    string? JwksUri,
    TimeSpan MaximumAge,
    TimeSpan FetchTimeout)
{
    /// <summary>The same identity without its limits.</summary>
    public KeySourceIdentity WithoutLimits() => this with { MaximumAge = TimeSpan.Zero, FetchTimeout = TimeSpan.Zero };
}
