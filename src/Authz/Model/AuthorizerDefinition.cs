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

    /// <summary>The accepted issuers, selected by exact <c>iss</c>; at least one, all different.</summary>
    public required IReadOnlyList<JwtConfiguration> JwtConfiguration { get; init; }
}
