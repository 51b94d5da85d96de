using Authz.Lambda.Events;

namespace Authz.Lambda.Verdicts;

/// <summary>The key of an HTTP API's result cache: the values of the identity sources, which its events contain.</summary>
internal static class ResultCacheKey
{
    /// <summary>Whether two tokens never share an answer; also true if the event lacks the identity sources, or a token in them.</summary>
    /// <param name="read">The event.</param>
    /// <param name="identitySource">The identity source in the definition; null if there is none.</param>
    public static bool HoldsToken(AuthorizerEvent read, IdentitySource? identitySource)
    {
        if (read.IdentitySource is not { Count: > 0 } values || identitySource is not { } source)
        {
            return true;
        }

        EventValues place = source.Kind == IdentitySourceKind.Header ? read.Headers : read.Query;
        HeaderValue credential = place.Find(source.Name);
        return credential.Value is null || values.Contains(credential.Value, StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether two routes never share an answer: a value is the route key, and neither one that the client could have sent nor
    /// <c>$default</c>, which may also be a stage's name.
    /// </summary>
    public static bool HoldsRouteKey(AuthorizerEvent read) =>
        read.RouteKey is { } routeKey
        && routeKey != RouteKey.DefaultText
        && read.IdentitySource?.Contains(routeKey, StringComparer.Ordinal) == true
        && !read.Headers.All.Contains(routeKey, StringComparer.Ordinal)
        && !read.Query.All.Contains(routeKey, StringComparer.Ordinal)
        && !read.Cookies.Contains(routeKey, StringComparer.Ordinal);
}
