using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Import.Export;

namespace Authz.Import;

/// <summary>
/// Writes an API definition as a file that deploys it to AWS: <see cref="DefinitionFormat.OpenApi"/>,
/// <see cref="DefinitionFormat.CloudFormation"/> or <see cref="DefinitionFormat.Terraform"/>. What AWS cannot do is refused, member by
/// member: a file that left it out would mean something else. <see cref="DefinitionImporter"/> reads the file back as the same definition.
/// </summary>
public static class DefinitionExporter
{
    // The file is read by people and programs, never by a browser: no character needs to hide.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="format">The format of the file.</param>
    /// <param name="options">What only the deployment knows; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">No files of this format are written.</exception>
    public static ExportedDefinition Export(ApiDefinition definition, DefinitionFormat format, ExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        options ??= new ExportOptions();
        byte[] own = ApiDefinitionWriter.Write(definition);
        ExportReport report = new();
        if (!ApiDefinitionReader.TryRead(own, out ApiDefinition? usable, out IReadOnlyList<DefinitionProblem> problems))
        {
            report.Problems.AddRange(problems);
            return new ExportedDefinition(text: null, report, options.Tree);
        }

        AwsMembers.Refuse(ApiDefinitionReader.ReadTree(own, out _)!, report);
        AwsValues.Refuse(usable, report);
        JsonObject file = format switch
        {
            DefinitionFormat.OpenApi => new OpenApiWriter(usable, options.Parameters, report).Write(),
            DefinitionFormat.CloudFormation => new CloudFormationWriter(usable, report).Write(),
            DefinitionFormat.Terraform => new TerraformWriter(usable, report).Write(),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Write OpenApi, CloudFormation or Terraform."),
        };
        return new ExportedDefinition(ToText(file), report, options.Tree);
    }

    private static string ToText(JsonObject file)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_options))
        {
            file.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
