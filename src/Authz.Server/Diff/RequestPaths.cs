using System.Globalization;

namespace Authz.Server.Diff;

/// <summary>
/// Finds paths that represent all paths: any path has the same routes, in both definitions, as one of these. A walk through the routes'
/// segments visits each set of nodes that some path can reach, together with the greedy routes met on the way, once.
/// </summary>
internal sealed class RequestPaths
{
    // Thousands of routes with literals and variables interleaved; a definition within the service's quotas stays far below.
    private const int MaximumStates = 100_000;

    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];
    private readonly string _freeSegment;

    private RequestPaths(IReadOnlyCollection<string> literals)
    {
        string segment = "x";
        for (int number = 1; literals.Contains(segment); number++)
        {
            segment = string.Create(CultureInfo.InvariantCulture, $"x{number}");
        }

        _freeSegment = segment;
    }

    /// <summary>The paths, or null if they are too many.</summary>
    public static IReadOnlyList<string>? Of(IReadOnlyList<RouteKey> keys)
    {
        HashSet<string> literals =
            [
                .. keys.SelectMany(key => key.Segments)
                    .Where(segment => segment.Kind == RouteSegmentKind.Literal)
                    .Select(segment => segment.Text),
            ];
        RequestPaths walk = new(literals);
        walk._paths.Add("/");
        return walk.Visit("", [SegmentTree.Of(keys)], []) ? walk._paths : null;
    }

    private bool Visit(string path, IReadOnlyList<SegmentTree> nodes, IReadOnlyList<SegmentTree> greedy)
    {
        greedy = [.. greedy, .. nodes.Where(node => node.IsGreedy)];
        if (!_visited.Add($"{Names(nodes)}|{Names(greedy)}"))
        {
            return true;
        }

        if (_visited.Count > MaximumStates)
        {
            return false;
        }

        if (path.Length > 0)
        {
            _paths.Add(path);
            _paths.Add(path + "/");
        }

        // Beyond the last node every path is like every other, so the walk ends there.
        if (nodes.Count == 0)
        {
            return true;
        }

        IEnumerable<string> literals = nodes.SelectMany(node => node.Literals).Distinct(StringComparer.Ordinal);
        return VisitFree(path, nodes, greedy) && literals.All(literal => Visit($"{path}/{literal}", Follow(nodes, literal), greedy));
    }

    // A segment that is not a literal may also contain an encoded slash, which some routes refuse.
    private bool VisitFree(string path, IReadOnlyList<SegmentTree> nodes, IReadOnlyList<SegmentTree> greedy)
    {
        string free = $"{path}/{_freeSegment}";
        IReadOnlyList<SegmentTree> next = Follow(nodes, segment: null);
        return Visit(free, next, greedy) && VisitEncoded($"{free}%2F{_freeSegment}", next, greedy);
    }

    private bool VisitEncoded(string path, IReadOnlyList<SegmentTree> nodes, IReadOnlyList<SegmentTree> greedy)
    {
        greedy = [.. greedy, .. nodes.Where(node => node.IsGreedy)];
        if (!_visited.Add($"%|{Names(nodes)}|{Names(greedy)}"))
        {
            return true;
        }

        _paths.Add(path);
        _paths.Add(path + "/");
        IEnumerable<string?> segments = nodes.Count == 0
            ? []
            : nodes.SelectMany(node => node.Literals).Distinct(StringComparer.Ordinal).Append(null);
        return _visited.Count <= MaximumStates &&
            segments.All(segment => VisitEncoded($"{path}/{segment ?? _freeSegment}", Follow(nodes, segment), greedy));
    }

    private static List<SegmentTree> Follow(IReadOnlyList<SegmentTree> nodes, string? segment) =>
        [.. nodes.SelectMany(node => node.Follow(segment))];

    private static string Names(IEnumerable<SegmentTree> nodes) => string.Join(',', nodes.Select(node => node.Id).Order());
}
