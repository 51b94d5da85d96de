namespace Authz;

/// <summary>
/// How clients that have never met the API learn what token to get: its description as a protected resource (RFC 9728), which hosts serve
/// without a token and every challenge of the authorizer names.
/// </summary>
public sealed record ProtectedResourceDefinition
{
    /// <summary>
    /// The resource's identifier, which clients send as the resource they want a token for (RFC 8707 section 2): the absolute https URL
    /// that they call, with any stage and path prefix in front; http on a loopback address. No request's <c>Host</c> changes it.
    /// </summary>
    public required string Resource { get; init; }

    /// <summary>The scopes that clients are told of. What a route asks for is nobody's business until it is called.</summary>
    /// <value>The default is empty: none is told.</value>
    public IReadOnlyList<string> ScopesSupported { get; init; } = [];

    /// <summary>The resource's name, for people.</summary>
    public string? ResourceName { get; init; }

    /// <summary>The URL of a page for developers.</summary>
    public string? ResourceDocumentation { get; init; }

    /// <summary>
    /// The issuer identifiers of the authorization servers (RFC 8414 section 2), each an https URL, or http on a loopback address. Needed
    /// where an issuer of the authorizer is no such URL, or is a template.
    /// </summary>
    /// <value>The default is empty: the authorizer's issuers.</value>
    public IReadOnlyList<string> AuthorizationServers { get; init; } = [];
}
