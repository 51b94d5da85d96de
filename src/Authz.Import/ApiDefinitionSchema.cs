using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Import.Schema;

namespace Authz.Import;

/// <summary>
/// The JSON Schema (draft 7, which editors read) of Authz's own format, for completion and checks in editors: name it as <c>$schema</c>.
/// </summary>
public static class ApiDefinitionSchema
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as JSON, indented, ending in a line feed. It describes each property as the model does.</summary>
    public static string ToJson() => DefinitionSchema.Create().ToJsonString(s_options) + "\n";
}
