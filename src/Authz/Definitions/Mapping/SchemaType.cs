using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Authz.Definitions.Mapping;

/// <summary>The types of values in our JSON Schema, as JSON.</summary>
internal static class SchemaType
{
    public const string Text = """{ "type": "string" }""";

    public const string Url = """{ "type": "string", "pattern": "^https?://" }""";

    public const string Boolean = """{ "type": "boolean" }""";

    public const string Object = """{ "type": "object" }""";

    public const string NonNegative = """{ "type": "number", "minimum": 0 }""";

    public const string NonNegativeInteger = """{ "type": "integer", "minimum": 0 }""";

    public const string Texts = """{ "type": "array", "items": { "type": "string" } }""";

    public const string TextsByName = """{ "type": "object", "additionalProperties": { "type": "string" } }""";

    public static string OneOf(params IEnumerable<string> words) => $$"""{ "enum": ["{{string.Join("\", \"", words)}}"] }""";

    public static string Range(ValueRange range) => string.Create(
        CultureInfo.InvariantCulture, $$"""{ "type": "integer", "minimum": {{range.Minimum}}, "maximum": {{range.Maximum}} }""");

    public static string Reference(string name) => $$"""{ "$ref": "#/definitions/{{name}}" }""";

    /// <summary>An object whose members are of one type and have names of this pattern.</summary>
    public static string Named(string member, string pattern) =>
        $$"""
        {
          "type": "object",
          "patternProperties": { "{{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(pattern)}}": {{member}} },
          "additionalProperties": false
        }
        """;

    /// <summary>Writes the members of a type into an object that is begun.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, string type)
    {
        using JsonDocument document = JsonDocument.Parse(type);
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            member.WriteTo(writer);
        }
    }
}
