using System.Diagnostics.CodeAnalysis;
using Authz.Routes;

namespace Authz.Server.Checks;

/// <summary>Asks the engine's own route table, so that a check and a request never differ.</summary>
internal static class RouteTables
{
    private const string AnySegment = "x";

    /// <summary>Compiles the routes; false if two of them match the same requests, which is a separate error.</summary>
    public static bool TryCompile(IReadOnlyList<CheckedRoute> routes, [NotNullWhen(true)] out RouteTable<CheckedRoute>? table)
    {
        bool isUnique = routes.DistinctBy(route => route.Key.Shape, StringComparer.Ordinal).Count() == routes.Count;
        table = isUnique ? new RouteTable<CheckedRoute>(routes.Select(route => KeyValuePair.Create(route.Key, route))) : null;
        return isUnique;
    }

    /// <summary>Careless spellings of a path that the route matches: with a final slash, and in the other case.</summary>
    public static IEnumerable<string> Variants(RouteKey key)
    {
        string path = "/" + string.Join(
            '/',
            key.Segments.Select(segment => segment.Kind == RouteSegmentKind.Literal ? segment.Text : AnySegment));
        string otherCase = "/" + string.Join(
            '/',
            key.Segments.Select(segment => segment.Kind == RouteSegmentKind.Literal ? OtherCase(segment.Text) : AnySegment));
        if (path != "/" && !key.IsGreedy)
        {
            yield return path + "/";
        }

        if (otherCase != path)
        {
            yield return otherCase;
        }
    }

    private static string OtherCase(string text) =>
        string.Concat(
            text.Select(
                character => char.IsAsciiLetterLower(character) ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character)));
}
