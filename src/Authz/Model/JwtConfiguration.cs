namespace Authz;

/// <summary>One issuer of an authorizer, with its own audiences, algorithms and keys.</summary>
public sealed record JwtConfiguration
{
    /// <summary>
    /// The exact <c>iss</c>, compared byte for byte (RFC 7519 section 7.3): an https URL (RFC 8414 section 2), or http on a loopback
    /// address, for which there is no RFC.
    /// </summary>
    public required string Issuer { get; init; }

    /// <summary>The accepted values of <c>aud</c>, or of <c>client_id</c> if <c>aud</c> is absent; at least one, at most 50.</summary>
    public required IReadOnlyList<string> Audience { get; init; }

    /// <summary>The accepted algorithms; null for all that the compatibility mode allows. Never widens what a key allows.</summary>
    /// <value>The default is null: RS, PS and ES with 256, 384 and 512 bits in <c>standard</c>; RS256, RS384, RS512 in <c>aws</c>.</value>
    public IReadOnlyList<string>? Algorithms { get; init; }

    /// <summary>How far the issuer's clock may differ from ours.</summary>
    /// <value>Null for the default: 60 seconds in <c>standard</c>, none in <c>aws</c>; at most five minutes.</value>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>The URL of the key set, instead of discovery from the issuer: https, or http on a loopback address.</summary>
    public string? JwksUri { get; init; }

    /// <summary>
    /// The path of a file with the keys: a JWK set (RFC 7517), or PEM blocks with public keys or certificates, whose <c>kid</c> is the
    /// key's RFC 7638 thumbprint. Read again every five seconds. At most one of <see cref="JwksUri"/>, <see cref="JwksFile"/> and
    /// <see cref="Jwks"/> is set; without one the keys are discovered.
    /// </summary>
    public string? JwksFile { get; init; }

    /// <summary>The keys themselves: the JSON text of a JWK set. They do not age.</summary>
    public string? Jwks { get; init; }

    /// <summary>The media type that the header's <c>typ</c> must name, such as <c>at+jwt</c> (RFC 9068 section 4).</summary>
    /// <value>The default is null: any <c>typ</c>, or none.</value>
    public string? RequiredTokenType { get; init; }

    /// <summary>
    /// Whether a token must name its key, by <c>kid</c>, <c>x5t#S256</c> or <c>x5t</c>. If not, a token that names none is verified with
    /// the only key of the set that fits its algorithm; with two such keys it is refused.
    /// </summary>
    /// <value>The default is true.</value>
    public bool KidRequired { get; init; } = true;

    /// <summary>How long keys stay in use while the issuer cannot be reached.</summary>
    /// <value>The default is null: 24 hours.</value>
    public TimeSpan? MaximumKeyAge { get; init; }
}
