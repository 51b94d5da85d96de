namespace Authz.Tokens;

/// <summary>Walks the raw strings of a claim that is a string or an array of strings, in a payload that was read strictly.</summary>
internal ref struct ClaimStrings
{
    private ReadOnlySpan<byte> _rest;
    private readonly bool _isArray;
    private bool _isDone;

    public ClaimStrings(ReadOnlySpan<byte> payload, ClaimSlot slot)
    {
        _rest = slot.In(payload);
        _isArray = slot.Kind == JsonTokenKind.StartArray;
        _isDone = !slot.IsPresent;
        IsEscaped = slot.IsEscaped;
    }

    /// <summary>The current string between its quotes.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>Whether the current string may contain escapes.</summary>
    public bool IsEscaped { get; private set; }

    public bool MoveNext()
    {
        if (_isDone)
        {
            return false;
        }

        if (!_isArray)
        {
            _isDone = true;
            Raw = _rest;
            return true;
        }

        int opening = _rest.IndexOf((byte)'"');
        if (opening < 0)
        {
            _isDone = true;
            return false;
        }

        _rest = _rest[(opening + 1)..];
        int closing = LengthToClosingQuote(_rest);
        Raw = _rest[..closing];
        IsEscaped = Raw.Contains((byte)'\\');
        _rest = _rest[(closing + 1)..];
        return true;
    }

    private static int LengthToClosingQuote(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (true)
        {
            at += text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (text[at] == '"')
            {
                return at;
            }

            at += 2;
        }
    }
}
