using Authz.ProtectedResources;

namespace Authz;

/// <summary>
/// The metadata of a protected resource (RFC 9728) as a host serves it: to anyone, with a GET of its <see cref="Target"/>, whatever the
/// request's <c>Host</c>.
/// </summary>
public sealed class ProtectedResourceMetadata
{
    internal ProtectedResourceMetadata(AuthorizerDefinition authorizer, ProtectedResourceDefinition resource)
    {
        MetadataUrl url = MetadataUrl.Of(resource.Resource);
        Resource = resource.Resource;
        Url = url.Url;
        Target = url.Target;
        Json = MetadataDocument.Write(authorizer, resource);
    }

    /// <summary>The resource's identifier.</summary>
    public string Resource { get; }

    /// <summary>The absolute URL of the metadata, which challenges name as <c>resource_metadata</c> (RFC 9728 section 5.1).</summary>
    public string Url { get; }

    /// <summary>Path and query of <see cref="Url"/>, as a request for it has them, outside of any stage.</summary>
    public string Target { get; }

    /// <summary>The document, UTF-8, of the media type <c>application/json</c>.</summary>
    public ReadOnlyMemory<byte> Json { get; }
}
