using System.Buffers;
using Authz.Json;

namespace Authz.Conditions;

/// <summary>Walks the items of a list in a text that was read strictly before, so that nothing is checked again.</summary>
internal ref struct ListItems
{
    private static readonly SearchValues<byte> s_ends = SearchValues.Create(" \t\r\n,]"u8);

    private readonly ReadOnlySpan<byte> _list;
    private int _position = 1;

    /// <param name="list">The list with its brackets.</param>
    public ListItems(ReadOnlySpan<byte> list) => _list = list;

    /// <summary>What the item is.</summary>
    public JsonTokenKind Kind { get; private set; }

    /// <summary>The item's characters; a string's stand between its quotes.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>Whether the item is a string with escapes.</summary>
    public bool IsEscaped { get; private set; }

    public bool MoveNext()
    {
        // Only white space and a comma stand between items.
        while (_list[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',')
        {
            _position++;
        }

        Kind = KindOf(_list[_position]);
        if (Kind == JsonTokenKind.EndArray)
        {
            return false;
        }

        int start = _position;
        if (Kind == JsonTokenKind.String)
        {
            _position = EndOfString(start, out bool isEscaped);
            IsEscaped = isEscaped;
            Raw = _list[(start + 1)..(_position - 1)];
            return true;
        }

        _position = Kind is JsonTokenKind.StartArray or JsonTokenKind.StartObject ? EndOfNested(start) : EndOfPlain(start);
        IsEscaped = false;
        Raw = _list[start.._position];
        return true;
    }

    private static JsonTokenKind KindOf(byte first) => first switch
    {
        (byte)']' => JsonTokenKind.EndArray,
        (byte)'"' => JsonTokenKind.String,
        (byte)'[' => JsonTokenKind.StartArray,
        (byte)'{' => JsonTokenKind.StartObject,
        (byte)'t' => JsonTokenKind.True,
        (byte)'f' => JsonTokenKind.False,
        (byte)'n' => JsonTokenKind.Null,
        _ => JsonTokenKind.Number,
    };

    private readonly int EndOfPlain(int start) => start + _list[start..].IndexOfAny(s_ends);

    private readonly int EndOfString(int start, out bool isEscaped) => JsonString.EndOf(_list, start + 1, out isEscaped) + 1;

    private readonly int EndOfNested(int start)
    {
        int depth = 0;
        int at = start;
        do
        {
            byte character = _list[at];
            depth += character is (byte)'[' or (byte)'{' ? 1 : character is (byte)']' or (byte)'}' ? -1 : 0;
            at = character == '"' ? EndOfString(at, out _) : at + 1;
        }
        while (depth > 0);

        return at;
    }
}
