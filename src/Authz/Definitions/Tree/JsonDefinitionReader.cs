using System.Text;
using System.Text.Json;

namespace Authz.Definitions.Tree;

/// <summary>
/// Reads JSON into a positioned tree. The text has one reading: no duplicate names, no bad UTF-8, nothing after its end. A byte
/// order mark at its start is skipped.
/// </summary>
internal ref struct JsonDefinitionReader
{
    private const int MaximumReasonLength = 160;

    private readonly LineMap _lines;
    private readonly DefinitionReport _report;

    // The path to the current value, written as a pointer only for problems: one long name may stand above many values.
    private readonly List<(string? Name, int Index)> _path = [];

    private Utf8JsonReader _reader;
    private int _values;

    private JsonDefinitionReader(ReadOnlySpan<byte> utf8, DefinitionReport report)
    {
        _lines = new LineMap(utf8);
        _report = report;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DefinitionText.MaximumDepth });
    }

    /// <summary>Reads the text; null, with a report, if it is not JSON. A repeated name is reported and its first value kept.</summary>
    public static DefinitionNode? Read(ReadOnlySpan<byte> utf8, DefinitionReport report)
    {
        utf8 = DefinitionText.SkipMark(utf8);
        return DefinitionText.IsReadable(utf8, report) ? new JsonDefinitionReader(utf8, report).ReadDocument() : null;
    }

    private DefinitionNode? ReadDocument()
    {
        try
        {
            _reader.Read();
            DefinitionNode root = ReadValue();
            if (_values > DefinitionText.MaximumValues)
            {
                DefinitionText.ReportTooManyValues(_report);
                return null;
            }

            _reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            _report.Add(
                "",
                $"The file is not JSON: {ReasonOf(exception.Message)}",
                "Correct it there; comments and trailing commas are not allowed.",
                new DefinitionPosition((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1));
            return null;
        }
    }

    // The platform's message ends with the place, which the problem has itself, may quote the rest of the file, and may advise a programmer.
    private static string ReasonOf(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string reason = (place < 0 ? message : message[..place]).Replace(" Change the reader options.", "", StringComparison.Ordinal);
        return reason.Length > MaximumReasonLength || reason.Contains('\n', StringComparison.Ordinal) ? "There is no value." : reason;
    }

    private DefinitionNode ReadValue()
    {
        DefinitionPosition position = _lines.PositionOf(_reader.TokenStartIndex);
        _values++;
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => DefinitionNode.Object(ReadMembers(), position),
            JsonTokenType.StartArray => DefinitionNode.List(ReadItems(), position),
            JsonTokenType.String => DefinitionNode.String(ReadText(), position),
            JsonTokenType.Number => DefinitionNode.Number(ReadNumber(), position),
            JsonTokenType.True => DefinitionNode.Boolean(true, position),
            JsonTokenType.False => DefinitionNode.Boolean(false, position),
            _ => DefinitionNode.Null(position),
        };
    }

    private List<DefinitionNode> ReadItems()
    {
        List<DefinitionNode> items = [];
        while (_values <= DefinitionText.MaximumValues && _reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _path.Add((null, items.Count));
            items.Add(ReadValue());
            _path.RemoveAt(_path.Count - 1);
        }

        return items;
    }

    private List<DefinitionMember> ReadMembers()
    {
        Dictionary<string, DefinitionPosition> places = new(StringComparer.Ordinal);
        List<DefinitionMember> members = [];
        while (_values <= DefinitionText.MaximumValues && _reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            DefinitionPosition position = _lines.PositionOf(_reader.TokenStartIndex);
            string name = ReadText();
            _path.Add((name, 0));
            _reader.Read();
            DefinitionNode value = ReadValue();
            if (places.TryAdd(name, position))
            {
                members.Add(new DefinitionMember(name, position, value));
            }
            else
            {
                DefinitionPosition first = places[name];
                Report($"'{name}' occurs twice; it is already at ({first.Line},{first.Column}).", "Remove one of the two.", position);
            }

            _path.RemoveAt(_path.Count - 1);
        }

        return members;
    }

    private readonly string ReadNumber() => Encoding.UTF8.GetString(_reader.ValueSpan);

    // Only an escaped lone surrogate is valid JSON and not text; the platform's reader throws on it.
    private readonly string ReadText()
    {
        try
        {
            return _reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            Report(
                "A string has half of a surrogate pair.",
                "Write the whole character, or both of its \\u escapes.",
                _lines.PositionOf(_reader.TokenStartIndex));
            return "";
        }
    }

    private readonly void Report(string message, string remedy, DefinitionPosition position)
    {
        if (!_report.IsFull)
        {
            IEnumerable<string> tokens = _path.Select(step =>
                step.Name is { } name ? JsonPointer.Append("", name) : JsonPointer.Append("", step.Index));
            _report.Add(string.Concat(tokens), message, remedy, position);
        }
    }
}
