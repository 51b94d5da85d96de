
namespace Authz.Server.Diff;

/// <summary>The paths of the routes of two definitions, segment by segment.</summary>
internal sealed class SegmentTree
{
    private readonly Dictionary<string, SegmentTree> _literals = new(StringComparer.Ordinal);
    private SegmentTree? _variable;

    private SegmentTree(int id) => Id = id;

    /// <summary>Identifies this node in its tree.</summary>
    public int Id { get; }

    /// <summary>Whether a greedy route matches everything that follows here.</summary>
    public bool IsGreedy { get; private set; }

    public IEnumerable<string> Literals => _literals.Keys;

    /// <summary>Makes the tree of these routes.</summary>
    public static SegmentTree Of(IEnumerable<RouteKey> keys)
    {
        int count = 0;
        SegmentTree root = new(count);
        foreach (RouteKey key in keys)
        {
            SegmentTree node = root;
            foreach (RouteSegment segment in key.Segments)
            {
                node = segment.Kind switch
                {
                    RouteSegmentKind.Literal => node.Literal(segment.Text, ref count),
                    RouteSegmentKind.Variable => node._variable ??= new SegmentTree(++count),
                    _ => node.MarkGreedy(),
                };
            }
        }

        return root;
    }

    /// <summary>The nodes to which a segment leads; null stands for a segment that is not a literal of any route.</summary>
    public IEnumerable<SegmentTree> Follow(string? segment)
    {
        if (segment is not null && _literals.TryGetValue(segment, out SegmentTree? literal))
        {
            yield return literal;
        }

        if (_variable is not null)
        {
            yield return _variable;
        }
    }

    private SegmentTree Literal(string text, ref int count)
    {
        if (!_literals.TryGetValue(text, out SegmentTree? node))
        {
            node = new SegmentTree(++count);
            _literals.Add(text, node);
        }

        return node;
    }

    private SegmentTree MarkGreedy()
    {
        IsGreedy = true;
        return this;
    }
}
