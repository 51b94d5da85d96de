using System.Text.Json;

namespace Authz.Tests.Properties;

/// <summary>Which strictness rules JSON breaks, whatever it says.</summary>
internal static class JsonStrictness
{
    private const int Depth = 16;

    // With one place for each object around them.
    private const int Names = 256;

    /// <summary>The one value of a text; null where it is none, or more than one.</summary>
    public static JsonElement? Parse(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static IEnumerable<BrokenRule> BrokenBy(JsonElement value, int depth = 1, int names = 0)
    {
        JsonElement[] values = value.ValueKind switch
        {
            JsonValueKind.Object => [.. value.EnumerateObject().Select(member => member.Value)],
            JsonValueKind.Array => [.. value.EnumerateArray()],
            _ => [],
        };
        if (value.ValueKind == JsonValueKind.Object)
        {
            names += values.Length + 1;
            if (value.EnumerateObject().DistinctBy(member => member.Name, StringComparer.Ordinal).Count() < values.Length)
            {
                yield return new BrokenRule(StrictnessRule.OneReading, RefusalReason.TokenMalformed);
            }
        }

        if (names > Names || (depth > Depth && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
        {
            yield return new BrokenRule(StrictnessRule.Bounds, RefusalReason.TokenMalformed);
        }

        foreach (BrokenRule rule in values.SelectMany(inner => BrokenBy(inner, depth + 1, names)))
        {
            yield return rule;
        }
    }
}
