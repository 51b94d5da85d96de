namespace Authz.Definitions.Mapping;

/// <summary>The format of an authorizer's protected resource.</summary>
internal static class ProtectedResourceFormat
{
    public static readonly ObjectFormat<ProtectedResourceDefinition> ProtectedResource = new ObjectFormat<ProtectedResourceDefinition>(
            "protectedResource", "How clients learn what token to get (RFC 9728).", new ProtectedResourceDefinition { Resource = "" })
        .Text(
            "resource", "The resource's identifier: the absolute https URL that clients call.",
            resource => resource.Resource, (resource, url) => resource with { Resource = url }, isRequired: true, SchemaType.Url)
        .Texts(
            "scopesSupported", "The scopes that clients are told of. Default: none.",
            resource => resource.ScopesSupported, (resource, scopes) => resource with { ScopesSupported = scopes })
        .Text(
            "resourceName", "The resource's name, for people.",
            resource => resource.ResourceName, (resource, name) => resource with { ResourceName = name })
        .Text(
            "resourceDocumentation", "The URL of a page for developers.",
            resource => resource.ResourceDocumentation, (resource, url) => resource with { ResourceDocumentation = url }, type: SchemaType.Url)
        .Texts(
            "authorizationServers", "The issuer identifiers of the authorization servers. Default: the authorizer's issuers.",
            resource => resource.AuthorizationServers, (resource, servers) => resource with { AuthorizationServers = servers });
}
