using Authz.Definitions.Tree;
using Authz.Import.Export;

namespace Authz.Import;

/// <summary>The result of exporting a definition.</summary>
public sealed class ExportedDefinition
{
    internal ExportedDefinition(string? text, ExportReport report, DefinitionNode? tree)
    {
        Problems = InOrder(report.Problems.Problems, tree);
        Notices = InOrder(report.Notices.Problems, tree);
        Text = Problems.Count == 0 ? text : null;
    }

    /// <summary>The file: JSON, indented, ending in a line feed; null if there are problems.</summary>
    public string? Text { get; }

    /// <summary>Everything that AWS or the format cannot do.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }

    /// <summary>What works on AWS only after more is done there.</summary>
    public IReadOnlyList<DefinitionProblem> Notices { get; }

    private static DefinitionProblem[] InOrder(IEnumerable<DefinitionProblem> problems, DefinitionNode? tree)
    {
        // Lines of the text that was written to be looked at are nobody's.
        IEnumerable<DefinitionProblem> placed = tree is null
            ? problems.Select(problem => problem with { Line = 0, Column = 0 })
            : problems.Select(new DefinitionPlaces(tree).Locate);
        return [.. placed.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => (problem.Line, problem.Column))];
    }
}
