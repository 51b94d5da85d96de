using Authz.Import.Tree;

namespace Authz.Import;

/// <summary>The result of importing a file.</summary>
public sealed class ImportedDefinition
{
    internal ImportedDefinition(DefinitionFormat format, DefinitionNode? tree, ApiDefinition? definition, ImportReport report)
    {
        Format = format;
        Tree = tree;
        Problems = InOrder(report.Problems.Problems);
        Definition = Problems.Count == 0 ? definition : null;
        Notices = InOrder(report.Notices);
        Apis = report.Apis;
        StatedOpen = report.StatedOpen;
        Files = report.Files;
    }

    /// <summary>Which kind of file it is.</summary>
    public DefinitionFormat Format { get; }

    /// <summary>The definition; null if there are problems.</summary>
    public ApiDefinition? Definition { get; }

    /// <summary>Everything that keeps the file from being used, in the file's order.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }

    /// <summary>
    /// The parts of the file that the definition omits, in the file's order. None of them makes a route looser.
    /// </summary>
    public IReadOnlyList<DefinitionProblem> Notices { get; }

    /// <summary>
    /// The file in Authz's own format, each value with its place in the file, for finding the place of what is said about the definition.
    /// Null if the text could not be read. What could not be mapped is missing, so it is no definition if there are problems.
    /// </summary>
    public DefinitionNode? Tree { get; }

    /// <summary>
    /// The names of the file's HTTP APIs, of which one was imported; <see cref="ImportOptions.Api"/> chooses. Empty for a format whose
    /// files have one API without such a name.
    /// </summary>
    public IReadOnlyList<string> Apis { get; }

    /// <summary>The paths of the further files that belong to the definition, absolute: those that it includes, and the overlay.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The keys of open routes of which the file itself says that they are open.</summary>
    public IReadOnlySet<string> StatedOpen { get; }

    private static DefinitionProblem[] InOrder(IEnumerable<DefinitionProblem> problems) =>
    [
        .. problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => (problem.Line, problem.Column)),
    ];
}
