using System.Globalization;
using Authz.Definitions;
using Authz.Definitions.Tree;

namespace Authz.Import.Yaml;

/// <summary>Reads JSON or YAML, told apart by the first character, into the positioned tree.</summary>
internal static class SourceText
{
    /// <summary>The tree; null, with the problem reported, if the text is neither.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="report">Collects the problems.</param>
    /// <param name="duplicates">Collects the repeated names in place of the report; null to report them.</param>
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
        List<(string Path, DefinitionNode Owner)> repeated = [];
        foreach (DefinitionProblem problem in problems)
        {
            // What is wrong in a repeated value, which is dropped, matters as much as the repetition.
            DefinitionNode? owner = repeated.FirstOrDefault(known => problem.Path.StartsWith(known.Path + "/", StringComparison.Ordinal)).Owner
                ?? FindRepeated(tree, problem);
            if (duplicates is not null && owner is not null)
            {
                repeated.Add((problem.Path, owner));
                duplicates.Add(new DuplicateName(owner.Position, problem));
            }
            else
            {
                report.AddRange([problem]);
            }
        }

        return tree;
    }

    // The object whose name is repeated: the tree has another, the first, at the problem's path.
    private static DefinitionNode? FindRepeated(DefinitionNode? tree, DefinitionProblem problem)
    {
        DefinitionNode? owner = null;
        DefinitionMember? member = null;
        DefinitionNode? value = tree;
        foreach (string token in JsonPointer.Split(problem.Path))
        {
            owner = value;
            member = value?.Find(token);
            value = member?.Value
                ?? (int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? value?.Items.ElementAtOrDefault(index) : null);
        }

        return member is not null && !IsAt(member.NamePosition, problem) && !IsAt(member.Value.Position, problem) ? owner : null;
    }

    private static bool IsAt(DefinitionPosition position, DefinitionProblem problem) =>
        (position.Line, position.Column) == (problem.Line, problem.Column);
}
