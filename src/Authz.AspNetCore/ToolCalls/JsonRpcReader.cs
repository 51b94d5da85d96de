using System.Diagnostics.CodeAnalysis;

namespace Authz.AspNetCore.ToolCalls;

/// <summary>
/// Reads JSON-RPC 2.0 (https://www.jsonrpc.org/specification) that every server reads alike. Whatever is left to a server's taste, such as
/// a member in another case, is not read at all.
/// </summary>
internal ref struct JsonRpcReader
{
    private const int MaximumMessages = 64;
    private const int MaximumDepth = 64;

    private static readonly string[] s_members = ["jsonrpc", "method", "id", "params"];

    private StrictJsonReader _json;

    private JsonRpcReader(ReadOnlySpan<byte> utf8, Span<ulong> names) => _json = new StrictJsonReader(utf8, MaximumDepth, names);

    /// <summary>The messages of a body: one, or an array of 1 to 64; null if it is neither.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="names">Scratch space: how many names may be in scope at once.</param>
    public static List<JsonRpcMessage>? Read(ReadOnlySpan<byte> utf8, Span<ulong> names)
    {
        JsonRpcReader reader = new(utf8, names);
        List<JsonRpcMessage>? messages = reader.ReadAll();

        // Nothing may follow.
        return messages is not null && !reader._json.Read() && reader._json.IsComplete ? messages : null;
    }

    private List<JsonRpcMessage>? ReadAll()
    {
        if (!_json.Read() || _json.Kind != JsonTokenKind.StartArray)
        {
            return ReadMessage() is { } only ? [only] : null;
        }

        List<JsonRpcMessage> messages = [];
        while (_json.Read() && _json.Kind != JsonTokenKind.EndArray)
        {
            if (messages.Count == MaximumMessages || ReadMessage() is not { } message)
            {
                return null;
            }

            messages.Add(message);
        }

        return messages.Count > 0 ? messages : null;
    }

    private JsonRpcMessage? ReadMessage()
    {
        if (_json.Kind != JsonTokenKind.StartObject)
        {
            return null;
        }

        Members found = default;
        while (_json.Read() && _json.Kind == JsonTokenKind.Name)
        {
            if (!TryGetText(out string? name) || !_json.Read() || !TryTake(name, ref found))
            {
                return null;
            }
        }

        JsonRpcMessage message = new(found.Method, found.Name, found.Uri);
        return _json.Kind == JsonTokenKind.EndObject && found.IsMessage && !message.ResemblesToolCall
            && (!message.CallsTool || message.Name is not null)
                ? message
                : null;
    }

    // One member of a message, whose value the reader stands on.
    private bool TryTake(string name, ref Members found)
    {
        switch (name)
        {
            case "jsonrpc":
                found.IsVersion2 = _json.Kind == JsonTokenKind.String && TryGetText(out string? version) && version == "2.0";
                return found.IsVersion2;
            case "method":
                return _json.Kind == JsonTokenKind.String && TryGetText(out found.Method);
            case "id":
                found.Id = _json.Kind;
                return _json.Kind is JsonTokenKind.String or JsonTokenKind.Number or JsonTokenKind.Null;
            case "params" when _json.Kind == JsonTokenKind.StartObject:
                return TryReadParameters(ref found);
            case "params":
                return _json.Kind == JsonTokenKind.StartArray && _json.SkipChildren();
            case "result" or "error":
                found.IsAnswer = true;
                return _json.SkipChildren();
            default:
                return !s_members.Any(known => MemberName.Resembles(name, known)) && _json.SkipChildren();
        }
    }

    private bool TryReadParameters(ref Members found)
    {
        while (_json.Read() && _json.Kind == JsonTokenKind.Name)
        {
            if (!TryGetText(out string? name) || !_json.Read() || (name != "name" && MemberName.Resembles(name, "name")))
            {
                return false;
            }

            string? text = null;
            if (_json.Kind == JsonTokenKind.String && name is ("name" or "uri") && !TryGetText(out text))
            {
                return false;
            }

            (found.Name, found.Uri) = (name == "name" ? text : found.Name, name == "uri" ? text : found.Uri);
            if (!_json.SkipChildren())
            {
                return false;
            }
        }

        return _json.Kind == JsonTokenKind.EndObject;
    }

    // A server that keeps texts as C does would end one at NUL, and read another name or method. None has any other control character
    // either, and an escape is the only way to write one.
    private readonly bool TryGetText([NotNullWhen(true)] out string? text)
    {
        text = GetText();
        return !_json.IsEscaped || !text.AsSpan().ContainsAnyInRange('\0', '\u001F');
    }

    // Nearly every call is made of these words: nothing is allocated for them.
    private readonly string GetText()
    {
        ReadOnlySpan<byte> raw = _json.Value;
        return raw.SequenceEqual("id"u8) ? "id"
            : raw.SequenceEqual("2.0"u8) ? "2.0"
            : raw.SequenceEqual("name"u8) ? "name"
            : raw.SequenceEqual("method"u8) ? "method"
            : raw.SequenceEqual("params"u8) ? "params"
            : raw.SequenceEqual("jsonrpc"u8) ? "jsonrpc"
            : raw.SequenceEqual("arguments"u8) ? "arguments"
            : raw.SequenceEqual("tools/call"u8) ? "tools/call"
            : _json.GetString();
    }

    private struct Members
    {
        public bool IsVersion2;
        public string? Method;
        public JsonTokenKind Id;
        public bool IsAnswer;
        public string? Name;
        public string? Uri;

        // A request or a notification has a method, an answer to the server's own request an id and a result. The id of a request is
        // never null (Model Context Protocol, "Requests").
        public readonly bool IsMessage => IsVersion2
            && (Method is null ? IsAnswer && Id != JsonTokenKind.None : !IsAnswer && Id != JsonTokenKind.Null);
    }
}
