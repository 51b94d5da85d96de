namespace Authz.Server.Checks;

/// <summary>Careless spellings of a route's path, in the other case or with a final slash, that another route's pattern has room for.</summary>
internal sealed class RouteVariants
{
    private readonly string _anySegment;

    public RouteVariants(IReadOnlyList<CheckedRoute> routes)
    {
        // Stands for a variable, so no route may have it as a literal.
        string any = "x";
        while (routes.Any(route => route.Key.Segments.Any(segment => segment.Text.Equals(any, StringComparison.OrdinalIgnoreCase))))
        {
            any += "x";
        }

        _anySegment = any;
    }

    /// <summary>The route's own spelling.</summary>
    public string Exact(RouteKey route) => Join(route.Segments.Select(TextOf));

    /// <summary>The other spellings that the catcher's pattern may match; the route table decides whether it does.</summary>
    public IEnumerable<string> Find(RouteKey route, RouteKey catcher)
    {
        // Nearly every pair of routes ends here, so nothing is allocated before.
        for (int index = 0; index < route.Segments.Count; index++)
        {
            if (!HasRoom(SegmentAt(catcher, index), route.Segments[index]))
            {
                return [];
            }
        }

        string exact = Exact(route);
        string other = Join(route.Segments.Select((segment, index) => Respell(segment, SegmentAt(catcher, index)!.Value)));
        return new[] { exact + "/", other, other + "/" }.Where(variant => variant != exact).Distinct(StringComparer.Ordinal);
    }

    // Null past the end of a pattern without a greedy end.
    private static RouteSegment? SegmentAt(RouteKey key, int index) =>
        key.IsDefault ? new RouteSegment(RouteSegmentKind.Greedy, "")
        : index < key.Segments.Count ? key.Segments[index]
        : key.IsGreedy ? key.Segments[^1]
        : null;

    private static bool HasRoom(RouteSegment? catcher, RouteSegment own) => catcher switch
    {
        null => false,
        { Kind: RouteSegmentKind.Literal } literal =>
            own.Kind == RouteSegmentKind.Literal && own.Text.Equals(literal.Text, StringComparison.OrdinalIgnoreCase),
        _ => true,
    };

    private string Respell(RouteSegment own, RouteSegment catcher) =>
        catcher.Kind == RouteSegmentKind.Literal ? catcher.Text
        : own.Kind == RouteSegmentKind.Literal ? OtherCase(own.Text)
        : _anySegment;

    private string TextOf(RouteSegment segment) => segment.Kind == RouteSegmentKind.Literal ? segment.Text : _anySegment;

    private static string Join(IEnumerable<string> segments) => "/" + string.Join('/', segments);

    private static string OtherCase(string text) =>
        string.Concat(
            text.Select(
                character => char.IsAsciiLetterLower(character) ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character)));
}
