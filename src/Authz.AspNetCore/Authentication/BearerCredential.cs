using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.Authentication;

/// <summary>
/// The place of a request's token: the header, the query on a named path, or where the application found it.
/// </summary>
internal readonly record struct BearerCredential(HeaderSource Headers, BearerText Text)
{
    private const string Prefix = "Bearer ";
    private const string QueryParameter = "access_token";

    /// <summary>A token that was found elsewhere than in the header.</summary>
    public static BearerCredential Of(string token)
    {
        string header = Prefix + token;
        return new BearerCredential(HeaderSource.Authorization(header), new BearerText(header, Prefix.Length));
    }

    /// <summary>Looks for a token; null if the request has no token for this scheme.</summary>
    public static BearerCredential? Find(HttpRequest request, JwtAuthorizerOptions options)
    {
        StringValues header = request.Headers.Authorization;
        StringValues query = options.QueryTokenPaths.Count > 0 ? FindInQuery(request, options) : StringValues.Empty;
        if (header.Count + query.Count > 1)
        {
            return new BearerCredential(new HeaderSource(request, static (_, _) => HeaderValue.Repeated), default);
        }

        if (query.Count == 1)
        {
            return string.IsNullOrEmpty(query[0]) ? null : Of(query[0]!);
        }

        // RFC 6750 section 2.1: the scheme, a space, the token. A header of another scheme is not ours to judge.
        return header.Count == 1
            && header[0] is { } value
            && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && value.Length > Prefix.Length
            ? new BearerCredential(HeaderSource.Authorization(value), new BearerText(value, Prefix.Length))
            : null;
    }

    private static StringValues FindInQuery(HttpRequest request, JwtAuthorizerOptions options)
    {
        foreach (PathString path in options.QueryTokenPaths)
        {
            if (request.Path.StartsWithSegments(path))
            {
                return request.Query[QueryParameter];
            }
        }

        return StringValues.Empty;
    }
}
