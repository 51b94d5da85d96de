using System.Text;
using System.Text.Json;

namespace Authz.Definitions.Tree;

/// <summary>Writes a value of a definition's file as JSON, regardless of the file's format.</summary>
internal static class DefinitionNodeWriter
{
    public static string ToJson(DefinitionNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, node);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    // The readers and the loader bound how deep a tree nests.
    private static void Write(Utf8JsonWriter writer, DefinitionNode node)
    {
        switch (node.Kind)
        {
            case DefinitionNodeKind.Object:
                writer.WriteStartObject();
                foreach (DefinitionMember member in node.Members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case DefinitionNodeKind.List:
                writer.WriteStartArray();
                foreach (DefinitionNode item in node.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case DefinitionNodeKind.String:
                writer.WriteStringValue(node.Text);
                break;
            case DefinitionNodeKind.Number or DefinitionNodeKind.Boolean:
                writer.WriteRawValue(node.Text);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
