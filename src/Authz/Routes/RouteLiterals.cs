using System.Collections.Frozen;

namespace Authz.Routes;

/// <summary>The literals that may follow a node.</summary>
internal readonly struct RouteLiterals<TNode>
    where TNode : class
{
    // Most nodes have one or two, and comparing so few takes less than one look-up by hash.
    private const int MaximumCompared = 4;

    private readonly KeyValuePair<string, TNode>[]? _compared;
    private readonly FrozenDictionary<string, TNode>.AlternateLookup<ReadOnlySpan<char>> _hashed;

    public RouteLiterals(IEnumerable<KeyValuePair<string, TNode>> literals)
    {
        KeyValuePair<string, TNode>[] all = [.. literals];
        if (all.Length <= MaximumCompared)
        {
            _compared = all;
        }
        else
        {
            _hashed = all.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    /// <summary>The node for exactly this literal; null if there is none.</summary>
    public TNode? Find(ReadOnlySpan<char> text)
    {
        if (_compared is null)
        {
            return _hashed.TryGetValue(text, out TNode? node) ? node : null;
        }

        foreach (KeyValuePair<string, TNode> literal in _compared)
        {
            if (text.SequenceEqual(literal.Key))
            {
                return literal.Value;
            }
        }

        return null;
    }
}
