
namespace Authz.Server.Checks;

/// <summary>A route with a valid key, with its place.</summary>
internal sealed record CheckedRoute(RouteKey Key, string Path, RouteDefinition Definition)
{
    /// <summary>Whether every request of another route's path and method would match this one too.</summary>
    public bool Covers(CheckedRoute other)
    {
        if (Key.IsDefault || other.Key.IsDefault)
        {
            return Key.IsDefault;
        }

        IReadOnlyList<RouteSegment> own = Key.Segments;
        IReadOnlyList<RouteSegment> theirs = other.Key.Segments;
        bool isMethod = Key.Method == RouteMethods.Any || Key.Method == other.Key.Method;
        bool isLength = Key.IsGreedy ? theirs.Count >= own.Count : theirs.Count == own.Count && !other.Key.IsGreedy;
        return isMethod && isLength && own.Zip(theirs).All(pair => Covers(pair.First, pair.Second));
    }

    private static bool Covers(RouteSegment own, RouteSegment other) => own.Kind switch
    {
        RouteSegmentKind.Literal => own == other,
        RouteSegmentKind.Variable => other.Kind != RouteSegmentKind.Greedy,
        _ => true,
    };
}
