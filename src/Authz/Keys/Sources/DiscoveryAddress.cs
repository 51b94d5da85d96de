namespace Authz.Keys.Sources;

/// <summary>Where an issuer's metadata is.</summary>
internal static class DiscoveryAddress
{
    /// <summary>OpenID Connect Discovery 1.0 section 4.1: appended, after removing a terminating slash.</summary>
    public static Uri OpenId(string issuer) => new(WithoutSlash(issuer) + "/.well-known/openid-configuration");

    /// <summary>RFC 8414 section 3.1: inserted between host and path, after removing a terminating slash.</summary>
    public static Uri OAuth(string issuer)
    {
        string address = WithoutSlash(issuer);
        int host = address.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        int path = address.IndexOf('/', host);
        return new(
            path < 0
                ? address + "/.well-known/oauth-authorization-server"
                : address.Insert(path, "/.well-known/oauth-authorization-server"));
    }

    private static string WithoutSlash(string issuer) => issuer.EndsWith('/') ? issuer[..^1] : issuer;
}
