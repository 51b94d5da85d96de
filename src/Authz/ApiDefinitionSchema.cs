using System.Text;
using Authz.Definitions.Mapping;

namespace Authz;

/// <summary>
/// The JSON Schema (draft 7, which editors read) of Authz's own format, for completion and checks in editors: name it as <c>$schema</c>.
/// </summary>
public static class ApiDefinitionSchema
{
    /// <summary>The schema as JSON, indented, ending in a line feed. It describes each property as the model does.</summary>
    public static string ToJson() => Encoding.UTF8.GetString(ApiDefinitionWriter.Write(ApiFormat.WriteSchema));
}
