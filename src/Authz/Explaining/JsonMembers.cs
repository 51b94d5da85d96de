using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Explaining;

/// <summary>The members of a decoded header or payload, for people: as far as the text can be read, and never for a verdict.</summary>
internal sealed class JsonMembers
{
    private readonly List<(string Name, string Raw)> _members = [];

    private JsonMembers(string? text, bool isComplete)
    {
        Text = text;
        IsComplete = isComplete;
    }

    /// <summary>The JSON text as it was sent; null if the part cannot be decoded.</summary>
    public string? Text { get; }

    /// <summary>Whether the text is an object with exactly one reading.</summary>
    public bool IsComplete { get; private set; }

    public IEnumerable<string> Names => _members.Select(member => member.Name);

    /// <summary>Reads an encoded part of a token.</summary>
    public static JsonMembers Decode(ReadOnlySpan<byte> encoded)
    {
        byte[] json = new byte[StrictBase64Url.DecodedLength(encoded.Length)];
        bool isText = StrictBase64Url.TryDecode(encoded, json, out _) && Utf8.IsValid(json);
        if (!isText || !json.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            return new JsonMembers(null, isComplete: false);
        }

        JsonMembers members = new(Encoding.UTF8.GetString(json), isComplete: false);
        members.Read(json);
        return members;
    }

    /// <summary>A member as JSON text.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out string? raw)
    {
        raw = _members.Find(member => member.Name == name).Raw;
        return raw is not null;
    }

    /// <summary>A member for a sentence: its name and its JSON text, or that it is not there.</summary>
    public string Describe(string name) => TryGet(name, out string? raw) ? $"{name} {ValueText.Visible(raw)}" : $"no {name}";

    private void Read(ReadOnlySpan<byte> json)
    {
        StrictJsonReader reader = new(json, TokenLimits.Depth, new ulong[JsonNameScopes.MaximumNames]);
        reader.Read();
        while (reader.Read() && reader.Kind == JsonTokenKind.Name)
        {
            string name = JsonText.ToText(reader.Value, reader.IsEscaped);
            if (!reader.Read())
            {
                return;
            }

            bool isString = reader.Kind == JsonTokenKind.String;
            int start = reader.ValueStart - (isString ? 1 : 0);
            if (!reader.SkipChildren())
            {
                return;
            }

            int end = reader.ValueStart + reader.ValueLength + (isString ? 1 : 0);
            _members.Add((name, Encoding.UTF8.GetString(json[start..end])));
        }

        reader.Read();
        IsComplete = reader.IsComplete;
    }
}
