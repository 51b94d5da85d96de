using System.Text.Json.Nodes;

namespace Authz.Import.Export;

/// <summary>Values of the written files.</summary>
internal static class JsonValues
{
    /// <summary>A list of strings.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)JsonValue.Create(text))];

    /// <summary>An object of members, of which those without a value are left out.</summary>
    public static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        JsonObject built = [];
        foreach ((string name, JsonNode? value) in members)
        {
            if (value is not null)
            {
                built.Add(name, value);
            }
        }

        return built;
    }

    /// <summary>Strings by name; null for none.</summary>
    public static JsonObject? TextsByName(IReadOnlyDictionary<string, string> texts)
    {
        JsonObject built = [];
        foreach ((string name, string text) in texts)
        {
            built.Add(name, text);
        }

        return built.Count == 0 ? null : built;
    }

    /// <summary>A list of strings; null for none.</summary>
    public static JsonArray? TextsOrNone(IReadOnlyList<string> texts) => texts.Count == 0 ? null : Texts(texts);
}
