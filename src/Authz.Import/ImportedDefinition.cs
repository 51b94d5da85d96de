using Authz.Import.Tree;

namespace Authz.Import;

/// <summary>The result of importing a file.</summary>
public sealed class ImportedDefinition
{
    internal ImportedDefinition(DefinitionFormat format, DefinitionNode? tree, ApiDefinition? definition, ImportReport report)
    {
        Format = format;
        Tree = tree;
        Problems = [.. report.Problems.Problems.OrderBy(problem => (problem.Line, problem.Column))];
        Definition = Problems.Count == 0 ? definition : null;
        Notices = [.. report.Notices.OrderBy(notice => (notice.Line, notice.Column))];
    }

    /// <summary>Which kind of file it is.</summary>
    public DefinitionFormat Format { get; }

    /// <summary>The definition; null if there are problems.</summary>
    public ApiDefinition? Definition { get; }

    /// <summary>Everything that keeps the file from being used, in the file's order.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }

    /// <summary>
    /// The parts of the file that the definition omits, in the file's order. None of them affects access to a route.
    /// </summary>
    public IReadOnlyList<DefinitionProblem> Notices { get; }

    /// <summary>
    /// The file in Authz's own format, each value with its place in the file, for finding the place of what is said about the definition.
    /// Null if the text could not be read. What could not be mapped is missing, so it is no definition if there are problems.
    /// </summary>
    public DefinitionNode? Tree { get; }
}
