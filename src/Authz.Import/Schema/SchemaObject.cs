using System.Text.Json.Nodes;

namespace Authz.Import.Schema;

/// <summary>Builds the schema of an object that has no other members than these.</summary>
internal sealed class SchemaObject(string description)
{
    private readonly JsonObject _properties = [];
    private readonly JsonArray _required = [];

    public SchemaObject Property(string name, JsonObject schema, string description, bool isRequired = false)
    {
        JsonObject property = new() { ["description"] = description };
        foreach ((string key, JsonNode? value) in schema)
        {
            property.Add(key, value?.DeepClone());
        }

        _properties.Add(name, property);
        if (isRequired)
        {
            _required.Add((JsonNode)name);
        }

        return this;
    }

    public JsonObject Build()
    {
        JsonObject schema = new()
        {
            ["description"] = description,
            ["type"] = "object",
            ["properties"] = _properties,
            ["additionalProperties"] = false,
        };
        if (_required.Count > 0)
        {
            schema.Add("required", _required);
        }

        return schema;
    }
}
