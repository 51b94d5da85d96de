using Authz.Routes;

namespace Authz.Tests.Routes;

/// <summary>Route matching as docs/targets-and-routes.md words it, without regard to speed: rank what fits, take the best.</summary>
internal static class ReferenceMatcher
{
    public static string? Match(IEnumerable<string> keys, string method, string path) =>
        keys.Select(RouteKey.Parse)
            .Where(key => Fits(key, method, Segments(path)))
            .OrderBy(Rank, StringComparer.Ordinal)
            .FirstOrDefault()?.Text;

    private static string[] Segments(string path) =>
        path == "/" ? [] : [.. path[1..].Split('/').Select(segment => Uri.UnescapeDataString(segment))];

    private static bool Fits(RouteKey key, string method, string[] segments)
    {
        if (!new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" }.Contains(method))
        {
            return false;
        }

        bool isMethod = key.IsDefault || key.Method == "ANY" || key.Method == method;
        bool isLength = key.IsDefault || (key.IsGreedy ? segments.Length >= key.Segments.Count : segments.Length == key.Segments.Count);
        return isMethod && isLength && key.Segments.Zip(segments).All(pair => pair.First.Kind switch
        {
            RouteSegmentKind.Literal => pair.First.Text == pair.Second,
            RouteSegmentKind.Variable => pair.Second.Length > 0,
            _ => true,
        });
    }

    // Compared character by character: class of match, then each segment's kind, then the method.
    private static string Rank(RouteKey key)
    {
        char match = key.IsDefault ? '3' : key.IsGreedy ? '2' : '1';
        string kinds = string.Concat(key.Segments.Select(segment => segment.Kind switch
        {
            RouteSegmentKind.Literal => 'a',
            RouteSegmentKind.Variable => 'b',
            _ => 'c',
        }));
        return $"{match}{kinds}{(key.Method == "ANY" ? 'z' : 'y')}";
    }
}
