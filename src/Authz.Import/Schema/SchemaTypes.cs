using System.Text.Json.Nodes;

namespace Authz.Import.Schema;

/// <summary>The types of values in our own format.</summary>
internal static class SchemaTypes
{
    public static JsonObject Text => new() { ["type"] = "string" };

    public static JsonObject Boolean => new() { ["type"] = "boolean" };

    public static JsonObject Texts => new() { ["type"] = "array", ["items"] = Text };

    public static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    public static JsonObject NonEmptyTexts(int maximum) => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 },
        ["minItems"] = 1,
        ["maxItems"] = maximum,
    };

    public static JsonObject OneOf(params IEnumerable<string> values) => new() { ["enum"] = Array(values) };

    public static JsonObject ListOf(params IEnumerable<string> values) =>
        new() { ["type"] = "array", ["items"] = OneOf(values), ["minItems"] = 1 };

    public static JsonObject Range(int minimum, int maximum) =>
        new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum };

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/definitions/{name}" };

    public static JsonObject AnyOf(params IEnumerable<string> names) => new() { ["oneOf"] = new JsonArray([.. names.Select(Reference)]) };

    /// <summary>A number that is not negative.</summary>
    public static JsonObject NonNegative(string type) => new() { ["type"] = type, ["minimum"] = 0 };

    /// <summary>An object of strings by any names.</summary>
    public static JsonObject TextsByName => new() { ["type"] = "object", ["additionalProperties"] = Text };

    /// <summary>An object whose members are of one kind and have names of this pattern.</summary>
    public static JsonObject Named(string name, string pattern) => new()
    {
        ["type"] = "object",
        ["patternProperties"] = new JsonObject { [pattern] = Reference(name) },
        ["additionalProperties"] = false,
    };

    private static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];
}
