using Microsoft.Net.Http.Headers;

namespace Authz.AspNetCore.Definitions;

/// <summary>The headers of answers that scripts of other origins may read.</summary>
internal static class ExposedHeaders
{
    /// <summary>
    /// Those that the definition names; of an API with a protected resource also the challenge, without which a client in a browser does
    /// not learn where the metadata is (RFC 9728 section 5).
    /// </summary>
    public static IReadOnlyList<string> Of(ApiDefinition definition)
    {
        IReadOnlyList<string> named = definition.Cors?.ExposeHeaders ?? [];
        bool isAdded = definition.Authorizers.Values.Any(authorizer => authorizer.ProtectedResource is not null)
            && !named.Contains(HeaderNames.WWWAuthenticate, StringComparer.OrdinalIgnoreCase);
        return isAdded ? [.. named, HeaderNames.WWWAuthenticate] : named;
    }
}
