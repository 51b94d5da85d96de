using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Authz.Json;

namespace Authz;

/// <summary>
/// Reads JSON (RFC 8259) that has exactly one reading: duplicate names (also escaped ones), bad UTF-8, a byte order mark, lone
/// surrogates, trailing data and deep nesting end it. <c>Utf8JsonReader</c> throws on bad input and allows duplicates; this one answers
/// false, because the sender of a bad token must not be able to choose our slowest path. Hosts read with it what a decision rests on.
/// </summary>
public ref struct StrictJsonReader
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly int _maximumDepth;
    private int _position;
    private int _depth;
    private ulong _objects;
    private JsonNameScopes _scopes;
    private Expectation _expected;

    /// <summary>Reads <paramref name="json"/>.</summary>
    /// <param name="json">One JSON text.</param>
    /// <param name="maximumDepth">How deep objects and arrays may nest; at most 64.</param>
    /// <param name="names">Scratch space: how many names may be in scope at once, those of an object and of the objects around it.</param>
    public StrictJsonReader(ReadOnlySpan<byte> json, int maximumDepth, Span<ulong> names)
    {
        _json = json;
        _scopes = new JsonNameScopes(names);
        _maximumDepth = maximumDepth;
        _expected = Utf8.IsValid(json) ? Expectation.Value : Expectation.Nothing;
    }

    // The token that may come next. The zero value accepts no more text.
    private enum Expectation : byte
    {
        Nothing = 0,
        Value,
        ValueOrEnd,
        NameOrEnd,
        CommaOrEnd,
    }

    /// <summary>The kind of the current token.</summary>
    public JsonTokenKind Kind { get; private set; }

    /// <summary>The start of the current token's raw text; a string's text is the text between its quotes.</summary>
    public int ValueStart { get; private set; }

    /// <summary>The length of the current token's raw text.</summary>
    public int ValueLength { get; private set; }

    /// <summary>Whether the current name or string contains an escape.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>How many objects and arrays are open.</summary>
    public readonly int Depth => _depth;

    /// <summary>Whether the whole text was read and is one JSON value.</summary>
    public readonly bool IsComplete => _expected == Expectation.CommaOrEnd && _depth == 0 && _position == _json.Length;

    /// <summary>The current token's raw text.</summary>
    public readonly ReadOnlySpan<byte> Value => _json.Slice(ValueStart, ValueLength);

    private readonly bool IsInObject => (_objects & 1) != 0;

    /// <summary>The characters of the current name or string, unescaped; the raw text of any other token.</summary>
    public readonly string GetString() => JsonText.ToText(Value, Kind is (JsonTokenKind.Name or JsonTokenKind.String) && IsEscaped);

    /// <summary>Moves to the next token; false at the end and at the first fault (see <see cref="IsComplete"/>).</summary>
    public bool Read()
    {
        int at = SkipWhiteSpace(_position);
        switch (_expected)
        {
            case Expectation.Value:
                return ReadValue(at);
            case Expectation.ValueOrEnd:
                return At(at) == ']' ? Close(at) : ReadValue(at);
            case Expectation.NameOrEnd:
                return At(at) == '}' ? Close(at) : ReadName(at);
            case Expectation.CommaOrEnd when _depth > 0:
                return ReadAfterValue(at);
            default:
                _position = at;
                return false;
        }
    }

    /// <summary>
    /// Moves to the value of the next member of the object that the reader is in; false at the object's end and at the first fault. The
    /// same as reading a name and then a value, in one step, because a token is mostly members.
    /// </summary>
    /// <param name="name">The member's raw name.</param>
    /// <param name="isNameEscaped">Whether the raw name contains an escape.</param>
    internal bool ReadMember(out ReadOnlySpan<byte> name, out bool isNameEscaped)
    {
        name = default;
        isNameEscaped = false;
        int at = SkipWhiteSpace(_position);
        int next = At(at);
        if (_expected == Expectation.CommaOrEnd && IsInObject && next == ',')
        {
            at = SkipWhiteSpace(at + 1);
        }
        else if (_expected != Expectation.NameOrEnd || next == '}')
        {
            return Read() && Kind != JsonTokenKind.EndObject && Fail();
        }

        if (!ReadName(at))
        {
            return false;
        }

        name = Value;
        isNameEscaped = IsEscaped;
        return ReadValue(SkipWhiteSpace(_position));
    }

    /// <summary>Moves to the end of the object or array that the reader stands on; does nothing on other values.</summary>
    public bool SkipChildren()
    {
        if (Kind is not (JsonTokenKind.StartObject or JsonTokenKind.StartArray))
        {
            return true;
        }

        int outside = _depth - 1;
        while (_depth > outside)
        {
            if (IsInObject ? !ReadMember(out _, out _) && Kind != JsonTokenKind.EndObject : !Read())
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadAfterValue(int at)
    {
        int next = At(at);
        if (next == ',')
        {
            at = SkipWhiteSpace(at + 1);
            return IsInObject ? ReadName(at) : ReadValue(at);
        }

        return next == (IsInObject ? '}' : ']') ? Close(at) : Fail();
    }

    // End of text reads as NUL, which no rule accepts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int At(int at) => unchecked((uint)at < (uint)_json.Length) ? _json[at] : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int SkipWhiteSpace(int at)
    {
        // One comparison says that there is none, as nearly always.
        while (At(at) <= ' ' && At(at) is ' ' or '\n' or '\r' or '\t')
        {
            at++;
        }

        return at;
    }

    private bool Fail()
    {
        _expected = Expectation.Nothing;
        Kind = JsonTokenKind.None;
        return false;
    }

    private bool ReadValue(int at)
    {
        switch (At(at))
        {
            case '{':
                return _scopes.TryOpen() ? Open(at, JsonTokenKind.StartObject, Expectation.NameOrEnd) : Fail();
            case '[':
                return Open(at, JsonTokenKind.StartArray, Expectation.ValueOrEnd);
            case '"':
                int end = JsonString.EndOf(_json, at + 1, out bool isEscaped);
                IsEscaped = isEscaped;
                return end >= 0 ? Accept(JsonTokenKind.String, at + 1, end - at - 1, end + 1, Expectation.CommaOrEnd) : Fail();
            case 't':
                return ReadLiteral(at, "true"u8, JsonTokenKind.True);
            case 'f':
                return ReadLiteral(at, "false"u8, JsonTokenKind.False);
            case 'n':
                return ReadLiteral(at, "null"u8, JsonTokenKind.Null);
            default:
                return ReadNumber(at);
        }
    }

    private bool Open(int at, JsonTokenKind kind, Expectation expected)
    {
        if (_depth == _maximumDepth)
        {
            return Fail();
        }

        _depth++;
        _objects = (_objects << 1) | (kind == JsonTokenKind.StartObject ? 1UL : 0UL);
        return Accept(kind, at, 1, at + 1, expected);
    }

    private bool Close(int at)
    {
        JsonTokenKind kind = IsInObject ? JsonTokenKind.EndObject : JsonTokenKind.EndArray;
        if (kind == JsonTokenKind.EndObject)
        {
            _scopes.Close();
        }

        _depth--;
        _objects >>= 1;
        return Accept(kind, at, 1, at + 1, Expectation.CommaOrEnd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Accept(JsonTokenKind kind, int start, int length, int next, Expectation expected)
    {
        Kind = kind;
        ValueStart = start;
        ValueLength = length;
        _position = next;
        _expected = expected;
        return true;
    }

    private bool ReadLiteral(int at, ReadOnlySpan<byte> literal, JsonTokenKind kind) =>
        _json[at..].StartsWith(literal) ? Accept(kind, at, literal.Length, at + literal.Length, Expectation.CommaOrEnd) : Fail();

    private bool ReadName(int at)
    {
        int start = at + 1;
        if (At(at) != '"' || JsonString.EndOf(_json, start, out bool isEscaped) is not (>= 0 and int end)
            || !_scopes.TryEnter(_json, start, end - start, isEscaped))
        {
            return Fail();
        }

        IsEscaped = isEscaped;
        int colon = SkipWhiteSpace(end + 1);
        return At(colon) == ':' ? Accept(JsonTokenKind.Name, start, end - start, colon + 1, Expectation.Value) : Fail();
    }

    private bool ReadNumber(int at)
    {
        int length = at < _json.Length ? JsonNumber.LengthOf(_json[at..]) : 0;
        return length > 0 ? Accept(JsonTokenKind.Number, at, length, at + length, Expectation.CommaOrEnd) : Fail();
    }
}
