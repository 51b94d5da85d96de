using System.Diagnostics.CodeAnalysis;
using Authz.Targets;

namespace Authz.Routes;

/// <summary>
/// The routes of an API, compiled once. A full match goes before a greedy one and that before <c>$default</c>. Among full and among
/// greedy matches the first segment in which two differ decides: a literal goes before a variable, a variable before the greedy end. On
/// the same path the exact method goes before ANY.
/// </summary>
internal sealed class RouteTable<TRoute>
    where TRoute : class
{
    private readonly RouteNode<TRoute> _root;
    private readonly TRoute? _default;

    /// <summary>Compiles the routes.</summary>
    /// <exception cref="ArgumentException">Two routes match the same requests.</exception>
    public RouteTable(IEnumerable<KeyValuePair<RouteKey, TRoute>> routes)
    {
        List<KeyValuePair<RouteKey, TRoute>> withPath = [.. routes];
        _default = withPath.Find(route => route.Key.IsDefault).Value;
        if (withPath.Count(route => route.Key.IsDefault) > 1)
        {
            throw new ArgumentException($"'{RouteKey.DefaultText}' occurs more than once.", nameof(routes));
        }

        withPath.RemoveAll(route => !route.Key.HasPath);

        _root = new RouteNode<TRoute>(withPath, depth: 0);
    }

    /// <summary>Finds the route of a request. Allocates nothing and never throws.</summary>
    public bool TryMatch(string method, in RequestTarget target, [NotNullWhen(true)] out TRoute? route)
    {
        route = null;
        int index = RouteMethods.IndexOf(method);
        ReadOnlySpan<char> path = target.Path;
        if (index < 0 || path.IsEmpty)
        {
            return false;
        }

        // The root has no segments; any other trailing slash ends in an empty one.
        ReadOnlySpan<char> segments = path is "/" ? default : path;
        TRoute? greedy = null;
        route = _root.Find(index, segments, target.HasEscapes, ref greedy) ?? greedy ?? _default;
        return route is not null;
    }
}
