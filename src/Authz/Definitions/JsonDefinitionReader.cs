using System.Text;
using System.Text.Json;

namespace Authz.Definitions;

/// <summary>
/// Reads JSON into a positioned tree. The text has one reading: no duplicate names, no bad UTF-8, no mark at its start, nothing after
/// its end.
/// </summary>
internal ref struct JsonDefinitionReader
{
    private const int MaximumReasonLength = 160;

    private readonly LineMap _lines;
    private readonly DefinitionReport _report;
    private Utf8JsonReader _reader;
    private int _values;

    private JsonDefinitionReader(ReadOnlySpan<byte> utf8, DefinitionReport report)
    {
        _lines = new LineMap(utf8);
        _report = report;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DefinitionText.MaximumDepth });
    }

    /// <summary>Reads the text; null and a report where it is not JSON. A repeated name is reported and its first value kept.</summary>
    public static DefinitionNode? Read(ReadOnlySpan<byte> utf8, DefinitionReport report)
    {
        return DefinitionText.IsReadable(utf8, report) ? new JsonDefinitionReader(utf8, report).ReadDocument() : null;
    }

    private DefinitionNode? ReadDocument()
    {
        try
        {
            _reader.Read();
            DefinitionNode root = ReadValue(path: "");
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
                "Mend it there; comments and trailing commas are not allowed.",
                new DefinitionPosition((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1));
            return null;
        }
    }

    // The platform's message ends with the place, which the problem says itself, and may quote the rest of the file.
    private static string ReasonOf(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string reason = place < 0 ? message : message[..place];
        return reason.Length > MaximumReasonLength || reason.Contains('\n', StringComparison.Ordinal) ? "There is no value." : reason;
    }

    private DefinitionNode ReadValue(string path)
    {
        DefinitionPosition position = _lines.PositionOf(_reader.TokenStartIndex);
        _values++;
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => new() { Kind = DefinitionNodeKind.Object, Position = position, Members = ReadMembers(path) },
            JsonTokenType.StartArray => new() { Kind = DefinitionNodeKind.List, Position = position, Items = ReadItems(path) },
            JsonTokenType.String => new() { Kind = DefinitionNodeKind.String, Position = position, Text = ReadText(path) },
            JsonTokenType.Number => new() { Kind = DefinitionNodeKind.Number, Position = position, Text = ReadNumber() },
            JsonTokenType.True => new() { Kind = DefinitionNodeKind.Boolean, Position = position, Text = "true" },
            JsonTokenType.False => new() { Kind = DefinitionNodeKind.Boolean, Position = position, Text = "false" },
            _ => new() { Kind = DefinitionNodeKind.Null, Position = position },
        };
    }

    private List<DefinitionNode> ReadItems(string path)
    {
        List<DefinitionNode> items = [];
        while (_values <= DefinitionText.MaximumValues && _reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(JsonPointer.Append(path, items.Count)));
        }

        return items;
    }

    private List<DefinitionMember> ReadMembers(string path)
    {
        Dictionary<string, DefinitionPosition> places = new(StringComparer.Ordinal);
        List<DefinitionMember> members = [];
        while (_values <= DefinitionText.MaximumValues && _reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            DefinitionPosition position = _lines.PositionOf(_reader.TokenStartIndex);
            string name = ReadText(path);
            string memberPath = JsonPointer.Append(path, name);
            _reader.Read();
            DefinitionNode value = ReadValue(memberPath);
            if (places.TryAdd(name, position))
            {
                members.Add(new DefinitionMember(name, position, value));
            }
            else
            {
                DefinitionPosition first = places[name];
                string message = $"'{name}' occurs twice; it is already at ({first.Line},{first.Column}).";
                _report.Add(memberPath, message, "Remove one of the two.", position);
            }
        }

        return members;
    }

    private readonly string ReadNumber() => Encoding.UTF8.GetString(_reader.ValueSpan);

    // An escaped lone surrogate is the one thing in valid JSON that is not text; the platform's reader throws on it.
    private readonly string ReadText(string path)
    {
        try
        {
            return _reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            _report.Add(
                path,
                "A string has half of a surrogate pair.",
                "Write the whole character, or both of its \\u escapes.",
                _lines.PositionOf(_reader.TokenStartIndex));
            return "";
        }
    }
}
