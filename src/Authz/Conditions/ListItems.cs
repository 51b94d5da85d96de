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
        ReadOnlySpan<byte> list = _list;
        int start = _position;
        while (list[start] is (byte)',' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        return list[start] == '"' ? TakeString(start + 1) : list[start] != ']' && TakeOther(start);
    }

    private bool TakeString(int start)
    {
        // Most are short and without escapes.
        ReadOnlySpan<byte> text = _list[start..];
        int length = text.IndexOfAny((byte)'"', (byte)'\\');
        bool isEscaped = text[length] == '\\';
        length = isEscaped ? JsonString.EndOf(text, 0, out _) : length;
        _position = start + length + 1;
        Kind = JsonTokenKind.String;
        Raw = text[..length];
        IsEscaped = isEscaped;
        return true;
    }

    private bool TakeOther(int start)
    {
        Kind = KindOf(_list[start]);
        _position = Kind is JsonTokenKind.StartArray or JsonTokenKind.StartObject
            ? EndOfNested(start)
            : start + _list[start..].IndexOfAny(s_ends);
        Raw = _list[start.._position];
        IsEscaped = false;
        return true;
    }

    private static JsonTokenKind KindOf(byte first) => first switch
    {
        (byte)'[' => JsonTokenKind.StartArray,
        (byte)'{' => JsonTokenKind.StartObject,
        (byte)'t' => JsonTokenKind.True,
        (byte)'f' => JsonTokenKind.False,
        (byte)'n' => JsonTokenKind.Null,
        _ => JsonTokenKind.Number,
    };

    private readonly int EndOfNested(int start)
    {
        int depth = 0;
        int at = start;
        do
        {
            byte character = _list[at];
            depth += character is (byte)'[' or (byte)'{' ? 1 : character is (byte)']' or (byte)'}' ? -1 : 0;
            at = 1 + (character == '"' ? JsonString.EndOf(_list, at + 1, out _) : at);
        }
        while (depth > 0);

        return at;
    }
}
