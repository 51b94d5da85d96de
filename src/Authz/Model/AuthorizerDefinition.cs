namespace Authz;

/// <summary>A JWT authorizer: where the token is found, and who may have issued it.</summary>
public sealed record AuthorizerDefinition
{
    /// <summary>The identity source of an authorizer that names none.</summary>
    public const string DefaultIdentitySource = "$request.header.Authorization";

    /// <summary>
    /// Where the token is: <c>$request.header.NAME</c> or <c>$request.querystring.NAME</c>. Header names ignore case, query names do not.
    /// </summary>
    /// <value>The default is <see cref="DefaultIdentitySource"/>.</value>
    public string IdentitySource { get; init; } = DefaultIdentitySource;

    /// <summary>The issuers whose tokens are accepted, chosen by exact <c>iss</c>; at least one, no two alike.</summary>
    public required IReadOnlyList<JwtConfiguration> JwtConfiguration { get; init; }
}
