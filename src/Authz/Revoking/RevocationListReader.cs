using System.Globalization;
using System.Text;
using Authz.Conditions;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Revoking;

/// <summary>
/// Reads a file of revocations, strictly and as a whole: <c>{"revoked":[{"issuer":"…","sub":"…","issuedBefore":1800000000,
/// "until":1800086400}]}</c>. An entry that cannot be read would be a revoked token that passes.
/// </summary>
internal ref struct RevocationListReader
{
    private const int Depth = 8;
    private const int NamedProblems = 20;

    private readonly ReadOnlySpan<byte> _text;
    private readonly long _now;
    private readonly List<string> _problems = [];
    private readonly RevokedSet _set = new();
    private StrictJsonReader _json;
    private int _problemCount;
    private bool _isFull;

    private RevocationListReader(ReadOnlySpan<byte> text, Span<ulong> names, long now)
    {
        _text = text;
        _now = now;
        _json = new StrictJsonReader(text, Depth, names);
    }

    /// <summary>Reads the entries; null if anything is wrong with the file.</summary>
    /// <param name="text">The file's content.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="error">What is wrong, with its places.</param>
    public static RevokedSet? Read(ReadOnlySpan<byte> text, long now, out string? error)
    {
        var reader = new RevocationListReader(ByteOrderMark.Skip(text), stackalloc ulong[JsonNameScopes.MaximumNames], now);
        reader.ReadList();
        error = reader._problemCount == 0 ? null : string.Join(' ', reader._problems)
            + (reader._problemCount > NamedProblems ? $" And {reader._problemCount - NamedProblems} more." : "");
        return reader._problemCount == 0 ? reader._set : null;
    }

    private void ReadList()
    {
        bool isObject = _json.Read() && _json.Kind == JsonTokenKind.StartObject;
        bool hasList = false;
        while (isObject && _json.ReadMember(out ReadOnlySpan<byte> name, out bool isEscaped))
        {
            if (JsonText.Equals(name, isEscaped, "revoked"u8) && _json.Kind == JsonTokenKind.StartArray)
            {
                hasList = true;
                ReadEntries();
            }
            else
            {
                Add("Only 'revoked' is known here, a list of entries.");
                _json.SkipChildren();
            }
        }

        _json.Read();
        if (!isObject || !_json.IsComplete)
        {
            Add("It is not one JSON object in UTF-8 without repeated names.");
        }
        else if (!hasList)
        {
            Add("'revoked' is missing, the list of entries.");
        }
    }

    private void ReadEntries()
    {
        while (_json.Read() && _json.Kind != JsonTokenKind.EndArray)
        {
            if (_json.Kind == JsonTokenKind.StartObject)
            {
                ReadEntry();
            }
            else
            {
                Add("An entry is an object.");
                _json.SkipChildren();
            }
        }
    }

    private void ReadEntry()
    {
        int start = _json.ValueStart;
        int before = _problemCount;
        Draft draft = new();
        while (_json.ReadMember(out ReadOnlySpan<byte> name, out bool isEscaped))
        {
            TakeMember(name, isEscaped, ref draft);
            _json.SkipChildren();
        }

        if (before != _problemCount)
        {
            return;
        }

        string? problem = draft.Issuer is null ? "The entry has no 'issuer', the exact 'iss' of the tokens."
            : draft.Claims != 1 ? "An entry has exactly one of 'jti', 'sid' and 'sub'."
            : draft.IssuedBefore is not null && draft.Claim != RevocationClaim.Subject ? "'issuedBefore' is for entries with 'sub'."
            : null;
        if (problem is not null)
        {
            Add(problem, start);
            return;
        }

        UInt128 entry = RevocationName.Of(RevocationName.OfIssuer(draft.Issuer!), draft.Claim, Encoding.UTF8.GetBytes(draft.Value!), isEscaped: false);
        long until = draft.Until ?? NumericDate.Maximum;
        if (until + RevokedSet.Margin >= _now && !_set.Add(entry, draft.IssuedBefore ?? long.MaxValue, until, _now) && !_isFull)
        {
            _isFull = true;
            Add($"There are more than {RevokedSet.MaximumEntries} entries.", start);
        }
    }

    private void TakeMember(ReadOnlySpan<byte> name, bool isEscaped, ref Draft draft)
    {
        if (JsonText.Equals(name, isEscaped, "issuer"u8))
        {
            draft.Issuer = TakeText("issuer");
        }
        else if (JsonText.Equals(name, isEscaped, "until"u8))
        {
            draft.Until = TakeTime("until");
        }
        else if (JsonText.Equals(name, isEscaped, "issuedBefore"u8))
        {
            draft.IssuedBefore = TakeTime("issuedBefore");
        }
        else if (JsonText.Equals(name, isEscaped, "jti"u8))
        {
            draft.Take(RevocationClaim.TokenId, TakeText("jti"));
        }
        else if (JsonText.Equals(name, isEscaped, "sid"u8))
        {
            draft.Take(RevocationClaim.SessionId, TakeText("sid"));
        }
        else if (JsonText.Equals(name, isEscaped, "sub"u8))
        {
            draft.Take(RevocationClaim.Subject, TakeText("sub"));
        }
        else
        {
            Add("An entry has 'issuer', one of 'jti', 'sid' and 'sub', 'issuedBefore' and 'until', and nothing else.");
        }
    }

    private string? TakeText(string name)
    {
        if (_json.Kind == JsonTokenKind.String && _json.ValueLength is > 0 and <= RevocationEntry.MaximumLength)
        {
            return _json.GetString();
        }

        Add($"'{name}' is a string of 1 to {RevocationEntry.MaximumLength} bytes.");
        return null;
    }

    private long? TakeTime(string name)
    {
        bool isTime = _json.Kind is JsonTokenKind.Number or JsonTokenKind.String & ConditionDate.TryRead(_json.Value, out Int128 nanoseconds);
        if (isTime && RevocationTime.TryRoundUp(nanoseconds, out long seconds))
        {
            return seconds;
        }

        Add($"'{name}' is a number of seconds since 1970, or a time as RFC 3339 writes it.");
        return null;
    }

    private void Add(string problem, int? at = null)
    {
        if (_problemCount++ < NamedProblems)
        {
            ReadOnlySpan<byte> before = _text[..Math.Min(at ?? _json.ValueStart, _text.Length)];
            int line = before.Count((byte)'\n') + 1;
            int column = before.Length - before.LastIndexOf((byte)'\n');
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}, column {column}: {problem}"));
        }
    }

    private struct Draft
    {
        public string? Issuer;
        public string? Value;
        public RevocationClaim Claim;
        public int Claims;
        public long? IssuedBefore;
        public long? Until;

        public void Take(RevocationClaim claim, string? value)
        {
            (Claim, Value) = (claim, value);
            Claims++;
        }
    }
}
