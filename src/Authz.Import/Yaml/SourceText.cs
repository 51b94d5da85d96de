using Authz.Definitions;
using Authz.Definitions.Tree;

namespace Authz.Import.Yaml;

/// <summary>Reads JSON or YAML, told apart by the first character, into the positioned tree.</summary>
internal static class SourceText
{
    /// <summary>The tree; null, with the problem reported, if the text is neither.</summary>
    public static DefinitionNode? Read(ReadOnlySpan<byte> utf8, DefinitionReport report)
    {
        utf8 = DefinitionText.SkipMark(utf8);
        if (!utf8.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            return YamlDefinitionReader.Read(utf8, report);
        }

        DefinitionNode? tree = ApiDefinitionReader.ReadTree(utf8, out IReadOnlyList<DefinitionProblem> problems);
        report.AddRange(problems);
        return tree;
    }
}
