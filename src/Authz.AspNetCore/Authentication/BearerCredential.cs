using Authz.AspNetCore.Definitions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.Authentication;

/// <summary>
/// The header with a request's token, as the engine reads it: the request's own, or one made from the query on a named path or from what
/// the application found.
/// </summary>
internal static class BearerCredential
{
    private const string Prefix = "Bearer ";
    private const string DpopPrefix = "DPoP ";
    private const string QueryParameter = "access_token";

    /// <summary>A token that was found elsewhere than in the header.</summary>
    public static HeaderSource Of(string token) => HeaderSource.Authorization(Prefix + token);

    /// <summary>Looks for a token; null if the request has no token for this scheme.</summary>
    public static HeaderSource? Find(HttpRequest request, JwtAuthorizerOptions options)
    {
        StringValues header = request.Headers.Authorization;
        StringValues query = options.QueryTokenPaths.Count > 0 ? FindInQuery(request, options) : StringValues.Empty;
        if (header.Count + query.Count > 1)
        {
            return new HeaderSource(request, static (_, _) => HeaderValue.Repeated);
        }

        if (query.Count == 1)
        {
            return string.IsNullOrEmpty(query[0]) ? null : Of(query[0]!);
        }

        // RFC 6750 section 2.1, RFC 9449 section 7.1: the scheme, a space, the token. A header of another scheme is not ours to judge.
        if (header.Count != 1 || header[0] is not { } value)
        {
            return null;
        }

        return Begins(value, Prefix) ? HeaderSource.Authorization(value)
            : AcceptsProofs(options) && Begins(value, DpopPrefix) ? HttpRequestMapping.ToHeaderSource(request.Headers)
            : null;
    }

    /// <summary>Whether the request has a token under the scheme <c>DPoP</c>.</summary>
    public static bool IsDpop(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && Begins(value, DpopPrefix);

    private static bool Begins(string value, string prefix) =>
        value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && value.Length > prefix.Length;

    private static bool AcceptsProofs(JwtAuthorizerOptions options) =>
        options.TokenBinding is { Dpop: not TokenBindingRule.Refused };

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
