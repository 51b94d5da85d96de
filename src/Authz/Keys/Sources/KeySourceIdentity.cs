namespace Authz.Keys.Sources;

/// <summary>
/// The identity by which issuer entries share keys: issuer, source and limits. At most one source is set; without one, discovery is used.
/// </summary>
internal sealed record KeySourceIdentity
{
    private KeySourceIdentity()
    {
    }

    public required string Issuer { get; init; }

    public required string? Jwks { get; init; }

    public required string? JwksFile { get; init; }

    public required string? JwksUri { get; init; }

    public required string? MetadataUri { get; init; }

    public required string? TrustedCertificatesFile { get; init; }

    public required string? BearerTokenFile { get; init; }

    /// <summary>The hosts that may be asked over http, in one text that is equal where they are.</summary>
    public required string InsecureHttpHosts { get; init; }

    public required TimeSpan MaximumAge { get; init; }

    public required TimeSpan FetchTimeout { get; init; }

    public static KeySourceIdentity Of(JwtConfiguration entry, CompatibilityProfile profile) => new()
    {
        Issuer = entry.Issuer,
        Jwks = entry.Jwks,
        JwksFile = entry.JwksFile,
        JwksUri = entry.JwksUri,
        MetadataUri = entry.MetadataUri,
        TrustedCertificatesFile = entry.TrustedCertificatesFile,
        BearerTokenFile = entry.JwksBearerTokenFile,
        InsecureHttpHosts = string.Join(' ', entry.InsecureHttpHosts),
        MaximumAge = entry.MaximumKeyAge ?? KeyLimits.DefaultMaximumAge,
        FetchTimeout = profile.FetchTimeout,
    };

    /// <summary>The same identity without its limits.</summary>
    public KeySourceIdentity WithoutLimits() => this with { MaximumAge = TimeSpan.Zero, FetchTimeout = TimeSpan.Zero };
}
