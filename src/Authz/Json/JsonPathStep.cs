using System.Buffers;
using System.Globalization;

namespace Authz.Json;

/// <summary>One step of a <see cref="JsonPath"/>: to a member by name, or to an item by its place.</summary>
internal readonly record struct JsonPathStep(string? Name, int Index)
{
    // Characters that RFC 9535 gives another meaning, or does not allow in plain names.
    private static readonly SearchValues<char> s_special = SearchValues.Create("*?@()[]'\"{}$ ");

    /// <summary>Reads the step that the text begins with: <c>.name</c>, <c>['name']</c> or <c>[0]</c>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out JsonPathStep step, out int length)
    {
        step = default;
        length = 0;
        if (text[0] == '.')
        {
            int end = text[1..].IndexOfAny('.', '[');
            length = end < 0 ? text.Length : end + 1;
            step = new JsonPathStep(text[1..length].ToString(), -1);
            return length > 1 && !step.Name.AsSpan().ContainsAny(s_special);
        }

        int close = text.IndexOf(']');
        if (text[0] != '[' || close < 0)
        {
            return false;
        }

        length = close + 1;
        ReadOnlySpan<char> inside = text[1..close];
        if (inside.Length > 2 && inside[0] == '\'' && inside[^1] == '\'')
        {
            step = new JsonPathStep(inside[1..^1].ToString(), -1);
            return !step.Name.AsSpan().ContainsAny('\'', '\\');
        }

        bool isIndex = int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out int index);
        step = new JsonPathStep(null, index);
        return isIndex;
    }

    /// <summary>Moves the reader from an object or array to the step's value in it; false if there is no such value.</summary>
    public bool TryTake(ref StrictJsonReader reader) => Name is { } name ? TryTakeMember(ref reader, name) : TryTakeItem(ref reader);

    private static bool TryTakeMember(ref StrictJsonReader reader, string name)
    {
        if (reader.Kind != JsonTokenKind.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.Kind == JsonTokenKind.Name)
        {
            bool isMeant = JsonText.ToText(reader.Value, reader.IsEscaped) == name;
            if (!reader.Read() || isMeant)
            {
                return isMeant;
            }

            if (!reader.SkipChildren())
            {
                return false;
            }
        }

        return false;
    }

    private bool TryTakeItem(ref StrictJsonReader reader)
    {
        if (reader.Kind != JsonTokenKind.StartArray)
        {
            return false;
        }

        for (int place = 0; reader.Read() && reader.Kind != JsonTokenKind.EndArray; place++)
        {
            if (place == Index)
            {
                return true;
            }

            if (!reader.SkipChildren())
            {
                return false;
            }
        }

        return false;
    }
}
