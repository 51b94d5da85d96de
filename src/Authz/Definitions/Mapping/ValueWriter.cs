using System.Text.Json;

namespace Authz.Definitions.Mapping;

/// <summary>Writes strings, lists and objects by name as JSON.</summary>
internal static class ValueWriter
{
    public static void Write(Utf8JsonWriter writer, string text) => writer.WriteStringValue(text);

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<string> texts) => Write(writer, texts, Write);

    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> texts) => Write(writer, texts, Write);

    public static void Write<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (T item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    public static void Write<T>(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> members, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartObject();
        WriteMembers(writer, members, write);
        writer.WriteEndObject();
    }

    public static void WriteMembers<T>(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> members, Action<Utf8JsonWriter, T> write)
    {
        foreach ((string name, T member) in members)
        {
            writer.WritePropertyName(name);
            write(writer, member);
        }
    }
}
