using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Definitions.Mapping;

namespace Authz;

/// <summary>
/// Writes API definitions in Authz's own format, as JSON that <see cref="ApiDefinitionReader"/> reads back as the same definition.
/// </summary>
public static class ApiDefinitionWriter
{
    // The file is read by people and programs, never by a browser: no character needs to hide.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>JSON in UTF-8, indented, ending in a line feed. Members with their default values are left out.</returns>
    public static byte[] Write(ApiDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Write(writer => ApiFormat.Write(writer, definition));
    }

    /// <summary>The text that is written, indented, ending in a line feed.</summary>
    internal static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_options))
        {
            write(writer);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
