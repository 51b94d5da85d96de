using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Server.Commands.Options;

namespace Authz.Server.Checks;

/// <summary>Writes findings as JSON: our own, which is also a baseline, or SARIF 2.1.0 for code scanning.</summary>
internal static class FindingJson
{

    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(string file, IReadOnlyList<Finding> findings) => Render(writer =>
    {
        writer.WriteString("definition", file);
        writer.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("code", finding.Code);
            writer.WriteString("severity", FindingText.NameOf(finding.Severity));
            if (finding.File is { } included)
            {
                writer.WriteString("file", included);
            }

            writer.WriteNumber("line", finding.Line);
            writer.WriteNumber("column", finding.Column);
            writer.WriteString("path", finding.Path);
            writer.WriteString("message", finding.Message);
            writer.WriteString("remedy", finding.Remedy);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>SARIF 2.1.0 (OASIS): one run, a rule for each code that occurs.</summary>
    public static string WriteSarif(string file, IReadOnlyList<Finding> findings) => Render(writer =>
    {
        writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        WriteTool(writer, findings);
        writer.WriteStartArray("results");
        foreach (Finding finding in findings)
        {
            WriteResult(writer, file, finding);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    private static void WriteTool(Utf8JsonWriter writer, IReadOnlyList<Finding> findings)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "authz");
        writer.WriteStartArray("rules");
        foreach (string code in findings.Select(finding => finding.Code).Distinct(StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("id", code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, string file, Finding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.Code);
        writer.WriteString("level", FindingText.NameOf(finding.Severity));
        writer.WriteStartObject("message");
        writer.WriteString("text", $"{finding.Message} {finding.Remedy}");
        writer.WriteEndObject();
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", DefinitionFile.FileOf(file, finding.File).Replace('\\', '/'));
        writer.WriteEndObject();
        if (finding.Line > 0)
        {
            writer.WriteStartObject("region");
            writer.WriteNumber("startLine", finding.Line);
            writer.WriteNumber("startColumn", finding.Column);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Render(Action<Utf8JsonWriter> writeMembers)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_options))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
