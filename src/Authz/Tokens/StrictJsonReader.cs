using System.Buffers;
using System.IO.Hashing;
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
    private bool _isAfterName;
    private bool _isAfterValue;
    private bool _isMalformed;

    /// <summary>Reads <paramref name="json"/>.</summary>
    /// <param name="json">One JSON text.</param>
    /// <param name="maximumDepth">How deep objects and arrays may nest; at most 64.</param>
    /// <param name="names">Scratch space of <see cref="MaximumNames"/> entries for the names in scope.</param>
    public StrictJsonReader(ReadOnlySpan<byte> json, int maximumDepth, Span<ulong> names)
    {
        _json = json;
        _names = names;
        _maximumDepth = maximumDepth;
        _isMalformed = !Utf8.IsValid(json);
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
    public readonly bool IsComplete => !_isMalformed && _depth == 0 && _isAfterValue && _position == _json.Length;

    /// <summary>The current token's raw text.</summary>
    public readonly ReadOnlySpan<byte> Value => _json.Slice(ValueStart, ValueLength);

    private readonly bool IsInObject => (_objects & 1) != 0;

    /// <summary>Moves to the next token; false at the end and at the first fault (see <see cref="IsComplete"/>).</summary>
    public bool Read()
    {
        if (_isMalformed)
        {
            return false;
        }

        SkipWhiteSpace();
        if (_isAfterName)
        {
            _isAfterName = false;
            return ReadValue();
        }

        if (_depth == 0)
        {
            return !_isAfterValue && ReadValue();
        }

        if (Peek() == (IsInObject ? '}' : ']'))
        {
            return Close();
        }

        if (_isAfterValue)
        {
            if (Peek() != ',')
            {
                return Fail();
            }

            _position++;
            SkipWhiteSpace();
        }

        return IsInObject ? ReadName() : ReadValue();
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

    // End of text reads as NUL, which no rule accepts.
    private readonly int Peek() => _position < _json.Length ? _json[_position] : 0;

    private void SkipWhiteSpace()
    {
        while (_position < _json.Length && _json[_position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _position++;
        }
    }

    private bool Fail()
    {
        _isMalformed = true;
        Kind = JsonTokenKind.None;
        return false;
    }

    private bool ReadValue()
    {
        switch (Peek())
        {
            case '{':
                return OpenObject();
            case '[':
                return Open(JsonTokenKind.StartArray);
            case '"':
                _isAfterValue = true;
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

    private bool Open(JsonTokenKind kind)
    {
        if (_depth == _maximumDepth)
        {
            return Fail();
        }

        _depth++;
        _objects = (_objects << 1) | (kind == JsonTokenKind.StartObject ? 1UL : 0UL);
        _isAfterValue = false;
        return Accept(kind, _position, 1);
    }

    private bool OpenObject()
    {
        // The names of the surrounding object stay below this mark until the new object ends.
        if (_nameCount == _names.Length)
        {
            return Fail();
        }

        _names[_nameCount++] = (ulong)_scopeStart;
        _scopeStart = _nameCount;
        return Open(JsonTokenKind.StartObject);
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
        _isAfterValue = true;
        return Accept(kind, _position, 1);
    }

    private bool Accept(JsonTokenKind kind, int start, int length)
    {
        Kind = kind;
        ValueStart = start;
        ValueLength = length;
        _position = start + length;
        return true;
    }

    private bool ReadLiteral(ReadOnlySpan<byte> literal, JsonTokenKind kind)
    {
        if (!_json[_position..].StartsWith(literal))
        {
            return Fail();
        }

        _isAfterValue = true;
        return Accept(kind, _position, literal.Length);
    }

    private bool ReadName()
    {
        if (Peek() != '"' || !ReadString(JsonTokenKind.Name) || !TryEnterName())
        {
            return Fail();
        }

        SkipWhiteSpace();
        if (Peek() != ':')
        {
            return Fail();
        }

        _position++;
        _isAfterName = true;
        return true;
    }

    private bool ReadString(JsonTokenKind kind)
    {
        int start = _position + 1;
        int end = start;
        IsEscaped = false;
        while (true)
        {
            int run = _json[end..].IndexOfAny(s_stringStops);
            if (run < 0)
            {
                return Fail();
            }

            end += run;
            if (_json[end] == '"')
            {
                Accept(kind, start, end - start);
                _position++;
                return true;
            }

            int escape = _json[end] == '\\' ? JsonText.EscapeLength(_json[end..]) : 0;
            if (escape == 0)
            {
                return Fail();
            }

            IsEscaped = true;
            end += escape;
        }
    }

    // Two names are taken to be equal when their seeded 64-bit hashes are: a collision can only refuse.
    private bool TryEnterName() => IsEscaped ? TryEnterEscapedName() : TryEnterName(Value);

    private bool TryEnterEscapedName()
    {
        Span<byte> unescaped = stackalloc byte[MaximumEscapedNameLength];
        return ValueLength <= unescaped.Length && TryEnterName(unescaped[..JsonText.Unescape(Value, unescaped)]);
    }

    private bool TryEnterName(scoped ReadOnlySpan<byte> name)
    {
        ulong hash = XxHash3.HashToUInt64(name, s_seed);
        if (_nameCount == _names.Length || _names[_scopeStart.._nameCount].Contains(hash))
        {
            return false;
        }

        _names[_nameCount++] = hash;
        return true;
    }

    // RFC 8259 section 6: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
    private bool ReadNumber()
    {
        int start = _position;
        int end = start;
        if (Peek() == '-')
        {
            end++;
        }

        int digits = CountDigits(end);
        if (digits == 0 || (digits > 1 && _json[end] == '0'))
        {
            return Fail();
        }

        end += digits;
        if (end < _json.Length && _json[end] == '.')
        {
            digits = CountDigits(end + 1);
            if (digits == 0)
            {
                return Fail();
            }

            end += 1 + digits;
        }

        if (end < _json.Length && _json[end] is (byte)'e' or (byte)'E')
        {
            int sign = end + 1 < _json.Length && _json[end + 1] is (byte)'+' or (byte)'-' ? 1 : 0;
            digits = CountDigits(end + 1 + sign);
            if (digits == 0)
            {
                return Fail();
            }

            end += 1 + sign + digits;
        }

        _isAfterValue = true;
        return Accept(JsonTokenKind.Number, start, end - start);
    }

    private readonly int CountDigits(int from)
    {
        int end = from;
        while (end < _json.Length && _json[end] is >= (byte)'0' and <= (byte)'9')
        {
            end++;
        }

        return end - from;
    }
}
