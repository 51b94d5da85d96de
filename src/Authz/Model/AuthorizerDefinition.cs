namespace Authz;

/// <summary>A JWT authorizer: the token's place and its accepted issuers.</summary>
public sealed record AuthorizerDefinition
{
    /// <summary>The default identity source.</summary>
    public const string DefaultIdentitySource = Authz.IdentitySource.HeaderPrefix + "Authorization";

    /// <summary>
    /// The token's place: a header or a query parameter, as the text of an <see cref="Authz.IdentitySource"/>.
    /// </summary>
    /// <value>The default is <see cref="DefaultIdentitySource"/>.</value>
    public string IdentitySource { get; init; } = DefaultIdentitySource;

    /// <summary>
    /// The longest token that is looked at, in characters: 256 to 32,768. Request heads that are longer by this than they may be
    /// otherwise need a server that takes them.
    /// </summary>
    /// <value>The default is null: 8,192 in <c>standard</c>, 10,240 in <c>aws</c>.</value>
    public int? MaximumTokenLength { get; init; }

    /// <summary>How tokens must be bound to their sender.</summary>
    /// <value>The default is null: bound tokens are refused, because nothing would be proven.</value>
    public TokenBinding? TokenBinding { get; init; }

    /// <summary>Which tokens are refused because they were revoked.</summary>
    /// <value>The default is null: a token is good until it expires.</value>
    public RevocationDefinition? Revocation { get; init; }

    /// <summary>The accepted issuers, selected by exact <c>iss</c>; at least one, all different.</summary>
    public required IReadOnlyList<JwtConfiguration> JwtConfiguration { get; init; }

    /// <summary>How clients learn what token to get; null if they know.</summary>
    public ProtectedResourceDefinition? ProtectedResource { get; init; }
}
