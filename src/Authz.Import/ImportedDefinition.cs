using Authz.Definitions.Tree;
using Authz.Import.Tree;

namespace Authz.Import;

/// <summary>The result of importing a file.</summary>
public sealed class ImportedDefinition
{
    internal ImportedDefinition(DefinitionFormat format, DefinitionNode? tree, ApiDefinition? model, ImportReport report)
    {
        Format = format;
        Tree = tree;
        Model = model;
        Problems = [.. report.Problems.Problems.OrderBy(problem => (problem.Line, problem.Column))];
        Notices = [.. report.Notices.OrderBy(notice => (notice.Line, notice.Column))];
    }

    /// <summary>Which kind of file it is.</summary>
    public DefinitionFormat Format { get; }

    /// <summary>The definition; null if there are problems.</summary>
    public ApiDefinition? Definition => Problems.Count == 0 ? Model : null;

    /// <summary>Everything that keeps the file from being used, in the file's order.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }

    /// <summary>
    /// The parts of the file that the definition omits, in the file's order. None of them affects access to a route.
    /// </summary>
    public IReadOnlyList<DefinitionProblem> Notices { get; }

    /// <summary>The file in Authz's own format, each value with its place in the file; null if the text could not be read.</summary>
    internal DefinitionNode? Tree { get; }

    /// <summary>The readable part of the definition; usable only if there are no problems.</summary>
    internal ApiDefinition? Model { get; }
}
