namespace Authz.ProtectedResources;

/// <summary>The address of a resource's metadata, taken from the resource's own.</summary>
/// <param name="Url">The absolute URL.</param>
/// <param name="Target">Its path and query: what the request for it asks for.</param>
internal readonly record struct MetadataUrl(string Url, string Target)
{
    /// <summary>The path under which all metadata is, directly behind the host.</summary>
    public const string WellKnown = "/.well-known/oauth-protected-resource";

    /// <summary>
    /// RFC 9728 section 3.1: the well-known path stands between the host and the resource's path and query; a slash that ends the
    /// resource's host is left out.
    /// </summary>
    /// <param name="resource">An absolute URL without a fragment.</param>
    public static MetadataUrl Of(string resource)
    {
        int authority = resource.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        int end = resource.AsSpan(authority).IndexOfAny('/', '?');
        string origin = end < 0 ? resource : resource[..(authority + end)];
        string rest = resource[origin.Length..];
        string target = WellKnown + (rest is "/" or ['/', '?', ..] ? rest[1..] : rest);
        return new MetadataUrl(origin + target, target);
    }

    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?', 2)[0];
}
