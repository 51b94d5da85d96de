using System.Text;
using System.Text.Json.Nodes;

namespace Authz.Import.Tests.Properties;

/// <summary>
/// What <c>terraform show -json</c> says of a plan of a configuration in JSON, as far as exports use the language: literals, escapes and
/// references (Terraform documentation: JSON configuration syntax, strings and templates, JSON output format).
/// </summary>
internal static class TerraformPlan
{
    private static readonly string[] s_blocks = ["cors_configuration", "jwt_configuration", "default_route_settings", "access_log_settings"];

    private static readonly Dictionary<string, string> s_known = new(StringComparer.Ordinal)
    {
        ["data.aws_partition.current.partition"] = "aws",
        ["data.aws_region.current.id"] = "eu-west-1",
        ["data.aws_caller_identity.current.account_id"] = "111122223333",
    };

    /// <summary>The plan; fails on a reference to nothing.</summary>
    public static string Of(string configuration)
    {
        JsonObject file = JsonNode.Parse(configuration)!.AsObject();
        HashSet<string> declared =
        [
            .. file["resource"]!.AsObject().SelectMany(type => type.Value!.AsObject().Select(named => $"{type.Key}.{named.Key}")),
            .. (file["data"]?.AsObject() ?? []).SelectMany(type => type.Value!.AsObject().Select(named => $"data.{type.Key}.{named.Key}")),
        ];
        JsonArray resources = [];
        JsonArray changes = [];
        JsonArray configured = [];
        foreach ((string type, JsonNode? named) in file["resource"]!.AsObject())
        {
            foreach ((string name, JsonNode? body) in named!.AsObject())
            {
                string address = $"{type}.{name}";
                JsonObject values = [];
                JsonObject unknown = [];
                JsonObject expressions = [];
                foreach ((string member, JsonNode? written) in body!.AsObject().Where(member => member.Key != "depends_on"))
                {
                    List<string> references = [];
                    JsonNode node = s_blocks.Contains(member) ? new JsonArray(written!.DeepClone()) : written!;
                    (JsonNode? value, JsonNode? isUnknown) = Evaluate(node, declared, references);
                    values[member] = value;
                    unknown[member] = isUnknown;
                    expressions[member] = new JsonObject { ["references"] = new JsonArray([.. references.Select(text => (JsonNode?)text)]) };
                }

                resources.Add(new JsonObject { ["address"] = address, ["mode"] = "managed", ["type"] = type, ["name"] = name, ["values"] = values });
                changes.Add(new JsonObject { ["address"] = address, ["change"] = new JsonObject { ["after_unknown"] = unknown } });
                configured.Add(new JsonObject { ["address"] = address, ["type"] = type, ["name"] = name, ["expressions"] = expressions });
            }
        }

        return new JsonObject
        {
            ["format_version"] = "1.2",
            ["planned_values"] = new JsonObject { ["root_module"] = new JsonObject { ["resources"] = resources } },
            ["resource_changes"] = changes,
            ["configuration"] = new JsonObject { ["root_module"] = new JsonObject { ["resources"] = configured } },
        }.ToJsonString();
    }

    private static (JsonNode? Value, JsonNode? Unknown) Evaluate(JsonNode node, HashSet<string> declared, List<string> references)
    {
        switch (node)
        {
            case JsonObject members:
                JsonObject values = [];
                JsonObject unknown = [];
                foreach ((string name, JsonNode? value) in members)
                {
                    string evaluatedName = Template(name, declared, references)!;
                    (values[evaluatedName], unknown[evaluatedName]) = Evaluate(value!, declared, references);
                }

                return (values, unknown);
            case JsonArray items:
                (JsonNode? Value, JsonNode? Unknown)[] evaluated = [.. items.Select(item => Evaluate(item!, declared, references))];
                return (new JsonArray([.. evaluated.Select(item => item.Value)]), new JsonArray([.. evaluated.Select(item => item.Unknown)]));
            default:
                return !node.AsValue().TryGetValue(out string? text) ? (node.DeepClone(), false)
                    : Template(text, declared, references) is { } known ? (known, false)
                    : (null, true);
        }
    }

    // The text of a template; null if only deployment knows it.
    private static string? Template(string text, HashSet<string> declared, List<string> references)
    {
        StringBuilder built = new();
        bool isKnown = true;
        for (int index = 0; index < text.Length; index++)
        {
            string rest = text[index..];
            if (rest.StartsWith("$${", StringComparison.Ordinal) || rest.StartsWith("%%{", StringComparison.Ordinal))
            {
                built.Append(rest.AsSpan(1, 2));
                index += 2;
            }
            else if (rest.StartsWith("${", StringComparison.Ordinal))
            {
                string expression = rest[2..rest.IndexOf('}', StringComparison.Ordinal)];
                index += expression.Length + 2;
                if (expression is ['"', char literal, '"'])
                {
                    built.Append(literal);
                    continue;
                }

                string[] parts = expression.Split('.');
                string resource = string.Join('.', parts[..^1]);
                Assert.True(declared.Contains(resource), $"'{expression}' refers to nothing.");
                references.AddRange([expression, resource]);
                isKnown &= s_known.TryGetValue(expression, out string? value);
                built.Append(value);
            }
            else
            {
                Assert.False(rest.StartsWith("%{", StringComparison.Ordinal), $"A directive in '{text}'.");
                built.Append(text[index]);
            }
        }

        return isKnown ? built.ToString() : null;
    }
}
