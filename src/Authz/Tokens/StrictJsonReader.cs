using System.Buffers;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace Authz.Tokens;

/// <summary>
/// Reads JSON (RFC 8259) that has exactly one reading: duplicate names (also escaped ones), bad UTF-8, a byte order mark, lone
/// surrogates, trailing data and deep nesting end it. <c>Utf8JsonReader</c> throws on bad input and keeps duplicates; this one answers
/// false, because whoever sends a bad token must not choose our slowest path.
/// </summary>
internal ref struct StrictJsonReader
{
    /// <summary>How many names may be in scope at once: those of an object and of the objects around it.</summary>
    public const int MaximumNames = 256;

    private const int MaximumEscapedNameLength = 512;

    private static readonly long s_seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    // Where a run of plain string characters ends: quote, backslash, control characters (RFC 8259 section 7).
    private static readonly SearchValues<byte> s_stringStops = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json;
    private readonly Span<ulong> _names;
    private readonly int _maximumDepth;
    private int _position;
    private int _depth;
    private ulong _objects;
    private int _nameCount;
    private int _scopeStart;
    private Expectation _expected;

    /// <summary>Reads <paramref name="json"/>.</summary>
    /// <param name="json">One JSON text.</param>
    /// <param name="maximumDepth">How deep objects and arrays may nest; at most 64.</param>
    /// <param name="names">Scratch space of <see cref="MaximumNames"/> entries for the names in scope.</param>
    public StrictJsonReader(ReadOnlySpan<byte> json, int maximumDepth, Span<ulong> names)
    {
        _json = json;
        _names = names;
        _maximumDepth = maximumDepth;
        _expected = Utf8.IsValid(json) ? Expectation.Value : Expectation.Nothing;
    }

    // What may come next. The zero value accepts no more text.
    private enum Expectation : byte
    {
        Nothing = 0,
        Value,
        ValueOrEnd,
        NameOrEnd,
        CommaOrEnd,
    }

    /// <summary>What the reader stands on.</summary>
    public JsonTokenKind Kind { get; private set; }

    /// <summary>Where the current token's raw text starts; a string's text is what stands between its quotes.</summary>
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

    /// <summary>Moves to the next token; false at the end and at the first fault (see <see cref="IsComplete"/>).</summary>
    public bool Read()
    {
        SkipWhiteSpace();
        int next = Peek();
        switch (_expected)
        {
            case Expectation.Value:
                return ReadValue(next);
            case Expectation.ValueOrEnd:
                return next == ']' ? Close() : ReadValue(next);
            case Expectation.NameOrEnd:
                return next == '}' ? Close() : ReadName(next);
            case Expectation.CommaOrEnd when _depth > 0:
                return ReadAfterValue(next);
            default:
                return false;
        }
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
            if (!Read())
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadAfterValue(int next)
    {
        if (next != ',')
        {
            return next == (IsInObject ? '}' : ']') ? Close() : Fail();
        }

        _position++;
        SkipWhiteSpace();
        return IsInObject ? ReadName(Peek()) : ReadValue(Peek());
    }

    // End of text reads as NUL, which no rule accepts. Inlined, as are the next two, for every token passes through them (ratios P4).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Peek() => (uint)_position < (uint)_json.Length ? _json[_position] : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipWhiteSpace()
    {
        while ((uint)_position < (uint)_json.Length && _json[_position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _position++;
        }
    }

    private bool Fail()
    {
        _expected = Expectation.Nothing;
        Kind = JsonTokenKind.None;
        return false;
    }

    private bool ReadValue(int next)
    {
        switch (next)
        {
            case '{':
                return OpenObject();
            case '[':
                return Open(JsonTokenKind.StartArray, Expectation.ValueOrEnd);
            case '"':
                return ReadString(JsonTokenKind.String);
            case 't':
                return ReadLiteral("true"u8, JsonTokenKind.True);
            case 'f':
                return ReadLiteral("false"u8, JsonTokenKind.False);
            case 'n':
                return ReadLiteral("null"u8, JsonTokenKind.Null);
            default:
                return ReadNumber();
        }
    }

    private bool Open(JsonTokenKind kind, Expectation expected)
    {
        if (_depth == _maximumDepth)
        {
            return Fail();
        }

        _depth++;
        _objects = (_objects << 1) | (kind == JsonTokenKind.StartObject ? 1UL : 0UL);
        return Accept(kind, _position, 1, expected);
    }

    private bool OpenObject()
    {
        if (_nameCount == _names.Length)
        {
            return Fail();
        }

        // The names of the surrounding object stay below this mark until the new object ends.
        _names[_nameCount++] = (ulong)_scopeStart;
        _scopeStart = _nameCount;
        return Open(JsonTokenKind.StartObject, Expectation.NameOrEnd);
    }

    private bool Close()
    {
        JsonTokenKind kind = IsInObject ? JsonTokenKind.EndObject : JsonTokenKind.EndArray;
        if (kind == JsonTokenKind.EndObject)
        {
            _nameCount = _scopeStart - 1;
            _scopeStart = (int)_names[_nameCount];
        }

        _depth--;
        _objects >>= 1;
        return Accept(kind, _position, 1, Expectation.CommaOrEnd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Accept(JsonTokenKind kind, int start, int length, Expectation expected)
    {
        Kind = kind;
        ValueStart = start;
        ValueLength = length;
        _position = start + length;
        _expected = expected;
        return true;
    }

    private bool ReadLiteral(ReadOnlySpan<byte> literal, JsonTokenKind kind) =>
        _json[_position..].StartsWith(literal) ? Accept(kind, _position, literal.Length, Expectation.CommaOrEnd) : Fail();

    private bool ReadName(int next)
    {
        if (next != '"' || !ReadString(JsonTokenKind.Name) || !TryEnterName())
        {
            return Fail();
        }

        SkipWhiteSpace();
        if (Peek() != ':')
        {
            return Fail();
        }

        _position++;
        _expected = Expectation.Value;
        return true;
    }

    private bool ReadString(JsonTokenKind kind)
    {
        ReadOnlySpan<byte> json = _json;
        int start = _position + 1;
        int end = start;
        IsEscaped = false;
        while (true)
        {
            end += PlainRun(json[end..]);
            if ((uint)end < (uint)json.Length && json[end] == '"')
            {
                Accept(kind, start, end - start, Expectation.CommaOrEnd);
                _position++;
                return true;
            }

            int escape = end < json.Length && json[end] == '\\' ? JsonText.EscapeLength(json[end..]) : 0;
            if (escape == 0)
            {
                return Fail();
            }

            IsEscaped = true;
            end += escape;
        }
    }

    // The characters before the next quote, backslash or control character. Most strings in tokens are short: their first 16 bytes are
    // looked at in place, which halves the time of reading a payload.
    private static int PlainRun(ReadOnlySpan<byte> text)
    {
        if (text.Length >= Vector128<byte>.Count)
        {
            Vector128<byte> block = Vector128.Create(text);
            Vector128<byte> stops = Vector128.Equals(block, Vector128.Create((byte)'"'))
                | Vector128.Equals(block, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(block, Vector128.Create((byte)' '));
            if (stops != Vector128<byte>.Zero)
            {
                return BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
            }
        }

        int run = text.IndexOfAny(s_stringStops);
        return run < 0 ? text.Length : run;
    }

    private bool TryEnterName() => IsEscaped ? TryEnterEscapedName() : TryEnterName(Value);

    private bool TryEnterEscapedName()
    {
        Span<byte> unescaped = stackalloc byte[MaximumEscapedNameLength];
        return ValueLength <= unescaped.Length && TryEnterName(unescaped[..JsonText.Unescape(Value, unescaped)]);
    }

    private bool TryEnterName(scoped ReadOnlySpan<byte> name)
    {
        ulong fingerprint = Fingerprint(name);
        if (_nameCount == _names.Length || _names[_scopeStart.._nameCount].Contains(fingerprint))
        {
            return false;
        }

        _names[_nameCount++] = fingerprint;
        return true;
    }

    // A short name is its own fingerprint: its bytes and its length. Longer names are taken to be equal when their seeded hashes are; a
    // collision can only refuse.
    private static ulong Fingerprint(ReadOnlySpan<byte> name)
    {
        const ulong LongName = 0xFF00_0000_0000_0000;
        if (name.Length >= sizeof(ulong))
        {
            return XxHash3.HashToUInt64(name, s_seed) | LongName;
        }

        ulong fingerprint = (ulong)name.Length;
        foreach (byte character in name)
        {
            fingerprint = (fingerprint << 8) | character;
        }

        return fingerprint;
    }

    // RFC 8259 section 6: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
    private bool ReadNumber()
    {
        ReadOnlySpan<byte> text = _json[_position..];
        int sign = text.StartsWith((byte)'-') ? 1 : 0;
        int digits = CountDigits(text[sign..]);
        if (digits == 0 || (digits > 1 && text[sign] == '0'))
        {
            return Fail();
        }

        int length = sign + digits;
        if (length < text.Length && text[length] == '.')
        {
            digits = CountDigits(text[(length + 1)..]);
            if (digits == 0)
            {
                return Fail();
            }

            length += 1 + digits;
        }

        if (length < text.Length && text[length] is (byte)'e' or (byte)'E')
        {
            sign = length + 1 < text.Length && text[length + 1] is (byte)'+' or (byte)'-' ? 1 : 0;
            digits = CountDigits(text[(length + 1 + sign)..]);
            if (digits == 0)
            {
                return Fail();
            }

            length += 1 + sign + digits;
        }

        return Accept(JsonTokenKind.Number, _position, length, Expectation.CommaOrEnd);
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        int count = 0;
        while ((uint)count < (uint)text.Length && text[count] is >= (byte)'0' and <= (byte)'9')
        {
            count++;
        }

        return count;
    }
}
