namespace Authz.Routes;

/// <summary>
/// The routes that share their first segments. Children are literals and at most one variable: any request visits each node at most
/// once.
/// </summary>
internal sealed class RouteNode<TRoute>
    where TRoute : class
{
    // Literals are ASCII: an encoded spelling has at most three characters for each of theirs.
    private const int MaximumEncodedLength = RouteKeyParser.MaximumLiteralLength * 3;

    private readonly RouteLiterals<RouteNode<TRoute>> _literals;
    private readonly RouteNode<TRoute>? _variable;
    private readonly MethodRoutes<TRoute>? _ending;
    private readonly MethodRoutes<TRoute>? _greedy;

    /// <summary>Compiles routes that agree in their first <paramref name="depth"/> segments.</summary>
    public RouteNode(IReadOnlyList<KeyValuePair<RouteKey, TRoute>> routes, int depth)
    {
        ILookup<RouteSegmentKind?, KeyValuePair<RouteKey, TRoute>> byKind =
            routes.ToLookup(route => route.Key.Segments.Count > depth ? route.Key.Segments[depth].Kind : (RouteSegmentKind?)null);
        _literals = new RouteLiterals<RouteNode<TRoute>>(
            byKind[RouteSegmentKind.Literal]
                .GroupBy(route => route.Key.Segments[depth].Text, StringComparer.Ordinal)
                .Select(group => KeyValuePair.Create(group.Key, new RouteNode<TRoute>([.. group], depth + 1))));
        _variable = byKind.Contains(RouteSegmentKind.Variable)
            ? new RouteNode<TRoute>([.. byKind[RouteSegmentKind.Variable]], depth + 1)
            : null;
        _ending = byKind.Contains(null) ? new MethodRoutes<TRoute>(byKind[null]) : null;
        _greedy = byKind.Contains(RouteSegmentKind.Greedy) ? new MethodRoutes<TRoute>(byKind[RouteSegmentKind.Greedy]) : null;
    }

    /// <summary>Finds the best full match below this node.</summary>
    /// <param name="method">The method's place in <see cref="RouteMethods"/>.</param>
    /// <param name="rest">The path after this node's segments: empty, or with a slash before each further segment.</param>
    /// <param name="hasEscapes">Whether literals must be compared with decoded segments.</param>
    /// <param name="greedy">The best greedy match so far; it counts only if there is no full match.</param>
    public TRoute? Find(int method, ReadOnlySpan<char> rest, bool hasEscapes, ref TRoute? greedy)
    {
        if (rest.IsEmpty)
        {
            return _ending?.Find(method);
        }

        int slash = rest[1..].IndexOf('/');
        int end = slash < 0 ? rest.Length : slash + 1;
        ReadOnlySpan<char> segment = rest[1..end];
        TRoute? found = FindLiteral(segment, hasEscapes)?.Find(method, rest[end..], hasEscapes, ref greedy);
        if (found is null && !segment.IsEmpty)
        {
            found = _variable?.Find(method, rest[end..], hasEscapes, ref greedy);
        }

        // After its descendants: the longer a greedy route's own segments, the better it matches.
        greedy ??= _greedy?.Find(method);
        return found;
    }

    private RouteNode<TRoute>? FindLiteral(ReadOnlySpan<char> segment, bool hasEscapes)
    {
        if (hasEscapes && segment.Contains('%'))
        {
            return FindEncodedLiteral(segment);
        }

        return _literals.Find(segment);
    }

    private RouteNode<TRoute>? FindEncodedLiteral(ReadOnlySpan<char> segment)
    {
        if (segment.Length > MaximumEncodedLength)
        {
            return null;
        }

        // Always large enough: decoding never lengthens, and the platform throws if the first escape lies beyond the span's end.
        Span<char> decoded = stackalloc char[MaximumEncodedLength];
        bool isDecoded = Uri.TryUnescapeDataString(segment, decoded, out int length);
        return isDecoded ? _literals.Find(decoded[..length]) : null;
    }
}
