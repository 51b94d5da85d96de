namespace Authz.Definitions.Tree;

/// <summary>Where each line of a file begins. A line ends with a line feed, so CR LF is one end.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts = [0];

    public LineMap(ReadOnlySpan<byte> utf8)
    {
        int start = 0;
        int length;
        while ((length = utf8[start..].IndexOf((byte)'\n')) >= 0)
        {
            start += length + 1;
            _starts.Add(start);
        }
    }

    /// <summary>The place of a byte.</summary>
    public DefinitionPosition PositionOf(long offset)
    {
        int index = _starts.BinarySearch((int)offset);
        int line = index >= 0 ? index : ~index - 1;
        return new DefinitionPosition(line + 1, (int)offset - _starts[line] + 1);
    }
}
