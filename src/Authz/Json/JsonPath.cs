using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Authz.Json;

/// <summary>
/// A path to one value of a JSON text: <c>pet.tags[0]</c>, or <c>pet['first name']</c>. Of JSONPath these are the child segments of
/// one name or index (RFC 9535 sections 2.5.1, 2.3.1, 2.3.3); the service knows neither descendants nor filters either.
/// </summary>
internal sealed class JsonPath
{
    // As deep as a strict reader goes.
    private const int MaximumDepth = 64;

    private readonly JsonPathStep[] _steps;

    private JsonPath(JsonPathStep[] steps) => _steps = steps;

    /// <summary>Reads a path without its leading <c>$.</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path)
    {
        List<JsonPathStep> steps = [];
        ReadOnlySpan<char> rest = "." + text;
        while (rest.Length > 0)
        {
            if (steps.Count == MaximumDepth || !JsonPathStep.TryRead(rest, out JsonPathStep step, out int length))
            {
                path = null;
                return false;
            }

            steps.Add(step);
            rest = rest[length..];
        }

        path = new JsonPath([.. steps]);
        return true;
    }

    /// <summary>
    /// The value there: a string's characters, any other value as written. Null if there is no value, and if the text is not JSON
    /// with exactly one reading.
    /// </summary>
    public string? Find(ReadOnlySpan<byte> json)
    {
        Span<ulong> names = stackalloc ulong[JsonNameScopes.MaximumNames];
        StrictJsonReader reader = new(json, MaximumDepth, names);
        string? found = null;
        if (reader.Read() && TryFollow(ref reader))
        {
            found = ReadValue(ref reader, json);
        }

        // The rest is read too: a text that turns out bad behind the value is bad as a whole.
        while (reader.Read())
        {
        }

        return reader.IsComplete ? found : null;
    }

    private bool TryFollow(ref StrictJsonReader reader)
    {
        foreach (JsonPathStep step in _steps)
        {
            if (!step.TryTake(ref reader))
            {
                return false;
            }
        }

        return true;
    }

    private static string? ReadValue(ref StrictJsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.Kind == JsonTokenKind.String)
        {
            return JsonText.ToText(reader.Value, reader.IsEscaped);
        }

        int start = reader.ValueStart;
        return reader.SkipChildren() ? Encoding.UTF8.GetString(json[start..(reader.ValueStart + reader.ValueLength)]) : null;
    }
}
