namespace Authz.Keys;

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
    /// <summary>Whether the other differs in its limits only.</summary>
    public bool IsSameSourceAs(KeySourceIdentity other) =>
        this with { MaximumAge = other.MaximumAge, FetchTimeout = other.FetchTimeout } == other;
}
