using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Authz.Import.Yaml;

/// <summary>
/// Finds the kind of a scalar. Quoted: text. Plain: the core schema's kind (YAML 1.2.2 section 10.3.2), but numbers only as JSON
/// spells them, and text otherwise.
/// </summary>
internal static class YamlScalar
{
    public static DefinitionNode ToNode(Scalar scalar, DefinitionPosition position)
    {
        bool isPlain = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty;
        return (isPlain ? scalar.Value : null) switch
        {
            "" or "~" or "null" or "Null" or "NULL" => DefinitionNode.Null(position),
            "true" or "True" or "TRUE" => DefinitionNode.Boolean(true, position),
            "false" or "False" or "FALSE" => DefinitionNode.Boolean(false, position),

            // Other spellings (0x1F, 0o17, 1_000) are numbers to some readers only, so they are text here.
            { } text when DefinitionNode.IsNumber(text) => DefinitionNode.Number(text, position),
            _ => DefinitionNode.String(scalar.Value, position),
        };
    }
}
