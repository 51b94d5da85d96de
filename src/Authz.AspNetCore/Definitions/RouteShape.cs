using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Authz.AspNetCore.Definitions;

/// <summary>
/// The common form of a route key and an endpoint: method and path without the names of variables, such as <c>GET /pets/{}</c>.
/// </summary>
internal static class RouteShape
{
    /// <summary>The route for requests that no other route matches.</summary>
    public const string Default = "$default";

    private const string Any = "ANY";
    private const string Variable = "{}";
    private const string Greedy = "{+}";

    /// <summary>The shape of a valid route key.</summary>
    public static string Of(string routeKey)
    {
        if (routeKey == Default)
        {
            return $"{Any} /{Greedy}";
        }

        int slash = routeKey.IndexOf('/', StringComparison.Ordinal);
        IEnumerable<string> segments = routeKey[(slash + 1)..].Split('/').Select(
            segment => !segment.StartsWith('{') ? segment : segment.EndsWith("+}", StringComparison.Ordinal) ? Greedy : Variable);
        return routeKey[..(slash + 1)] + string.Join('/', segments);
    }

    /// <summary>
    /// The shapes of an endpoint, one for each of its methods; if no route key can express its pattern, a shape that no route key has.
    /// </summary>
    public static IEnumerable<string> Of(RouteEndpoint endpoint)
    {
        IReadOnlyList<string>? methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        string path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(Of));
        return (methods is { Count: > 0 } ? methods : [Any]).Select(method => $"{method} {path}");
    }

    private static string Of(RoutePatternPathSegment segment) => segment.Parts switch
    {
        [RoutePatternLiteralPart literal] => literal.Content,
        [RoutePatternParameterPart { IsCatchAll: true }] => Greedy,
        [RoutePatternParameterPart { IsOptional: false, Default: null }] => Variable,
        _ => "{?}",
    };
}
