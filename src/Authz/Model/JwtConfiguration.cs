namespace Authz;

/// <summary>One issuer of an authorizer, with its own audiences, algorithms and keys.</summary>
public sealed record JwtConfiguration
{
    /// <summary>
    /// The exact <c>iss</c>, compared byte for byte (RFC 7519 section 7.3). Without a key source it is the https URL from which the keys
    /// are discovered (RFC 8414 section 2); http on a loopback address or one of <see cref="InsecureHttpHosts"/>. With
    /// <see cref="MetadataUri"/>, <see cref="JwksUri"/>, <see cref="JwksFile"/> or <see cref="Jwks"/> it is any text.
    /// </summary>
    public required string Issuer { get; init; }

    /// <summary>
    /// The tenants whose tokens are accepted, 1 to 256: the only values of <c>{tenantid}</c> in <see cref="Issuer"/>, which is then a
    /// template with one such path segment, and of the claim <c>tid</c>. The keys need a written source, and the metadata must name the
    /// template itself as its issuer.
    /// </summary>
    /// <value>The default is empty: <see cref="Issuer"/> is exact.</value>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>The accepted audiences, values of <see cref="AudienceClaims"/>; at least one, at most 50.</summary>
    public required IReadOnlyList<string> Audience { get; init; }

    /// <summary>
    /// The names of the claims that hold the audience: the first that is present decides, even if it is malformed. A claim that holds
    /// something else than the audience, such as the client, lets in tokens that were made for other APIs.
    /// </summary>
    /// <value>The default is null: <c>aud</c>, then <c>client_id</c>, as AWS does.</value>
    public IReadOnlyList<string>? AudienceClaims { get; init; }

    /// <summary>
    /// The claims that hold the scopes, each a name or a JSON Pointer (RFC 6901) such as <c>/realm_access/roles</c>: the first that is
    /// present decides. A string is split at spaces only in <c>scp</c> and <c>scope</c>; elsewhere it is one scope.
    /// </summary>
    /// <value>The default is null: <c>scp</c>, then <c>scope</c>.</value>
    public IReadOnlyList<string>? ScopeClaims { get; init; }

    /// <summary>The accepted algorithms; null for all that the compatibility mode allows. Never widens what a key allows.</summary>
    /// <value>The default is null: RS, PS and ES with 256, 384 and 512 bits in <c>standard</c>; RS256, RS384, RS512 in <c>aws</c>.</value>
    public IReadOnlyList<string>? Algorithms { get; init; }

    /// <summary>How far the issuer's clock may differ from ours.</summary>
    /// <value>Null for the default: 60 seconds in <c>standard</c>, none in <c>aws</c>; at most five minutes.</value>
    public TimeSpan? ClockSkew { get; init; }

    /// <summary>
    /// The URL of the issuer's metadata, if it is not below the issuer: https, or http on a loopback address or one of
    /// <see cref="InsecureHttpHosts"/>. The document must still name <see cref="Issuer"/>.
    /// </summary>
    public string? MetadataUri { get; init; }

    /// <summary>
    /// The URL of the key set, instead of discovery from the issuer: https, or http on a loopback address or one of
    /// <see cref="InsecureHttpHosts"/>.
    /// </summary>
    public string? JwksUri { get; init; }

    /// <summary>
    /// Hosts that may be asked for keys over http, each <c>host:port</c>: anybody on the way to them can issue tokens. A document fetched
    /// over https still never leads to http.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> InsecureHttpHosts { get; init; } = [];

    /// <summary>
    /// The path of a PEM file with the only certificates to trust when this issuer's keys are fetched, read before each fetch. Such
    /// fetches do not go through <see cref="ApiAuthorizerOptions.KeyFetchHandler"/>.
    /// </summary>
    /// <value>The default is null: what the system trusts.</value>
    public string? TrustedCertificatesFile { get; init; }

    /// <summary>
    /// The path of a file with a bearer token for fetching this issuer's keys, at most 16 KiB, read before each fetch. It is sent over
    /// https, and only to the origin of the address in the definition.
    /// </summary>
    /// <value>The default is null: no token is sent.</value>
    public string? JwksBearerTokenFile { get; init; }

    /// <summary>
    /// The path of a file with the keys: a JWK set (RFC 7517), or PEM blocks with public keys or certificates, whose <c>kid</c> is the
    /// key's RFC 7638 thumbprint. Read again every five seconds. At most one of <see cref="MetadataUri"/>,
    /// <see cref="JwksUri"/>, <see cref="JwksFile"/> and <see cref="Jwks"/> is set; without one the keys are discovered.
    /// </summary>
    public string? JwksFile { get; init; }

    /// <summary>The keys themselves: the JSON text of a JWK set. They do not age.</summary>
    public string? Jwks { get; init; }

    /// <summary>The media type that the header's <c>typ</c> must name, such as <c>at+jwt</c> (RFC 9068 section 4).</summary>
    /// <value>The default is null: any <c>typ</c>, or none.</value>
    public string? RequiredTokenType { get; init; }

    /// <summary>
    /// What must hold of every token of this issuer besides, as blocks in the grammar of IAM policies: one of the blocks must hold. Only
    /// keys of the token, <c>claims:</c> and <c>token:</c>. See docs/conditions.md.
    /// </summary>
    /// <value>The default is null: no condition. An empty list is a problem.</value>
    public IReadOnlyList<ConditionBlock>? Condition { get; init; }

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
