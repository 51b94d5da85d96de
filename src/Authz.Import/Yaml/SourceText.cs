using Authz.Definitions;
using Authz.Definitions.Tree;

namespace Authz.Import.Yaml;

/// <summary>Reads JSON or YAML, told apart by the first character, into the positioned tree.</summary>
internal static class SourceText
{
    /// <summary>The tree; null, with the problem reported, if the text is neither.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="report">Collects the problems.</param>
    /// <param name="duplicates">Collects the repeated names of YAML in place of the report; null to report them.</param>
    public static DefinitionNode? Read(ReadOnlySpan<byte> utf8, DefinitionReport report, List<DuplicateName>? duplicates = null)
    {
        utf8 = DefinitionText.SkipMark(utf8);
        if (!utf8.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            List<DuplicateName> found = duplicates ?? [];
            DefinitionNode? read = YamlDefinitionReader.Read(utf8, report, found);
            report.AddRange(duplicates is null ? found.Select(duplicate => duplicate.Problem) : []);
            return read;
        }

        DefinitionNode? tree = ApiDefinitionReader.ReadTree(utf8, out IReadOnlyList<DefinitionProblem> problems);
        report.AddRange(problems);
        return tree;
    }
}
