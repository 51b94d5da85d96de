using Authz.Definitions;

namespace Authz.Import.Tree;

/// <summary>Collects a file's problems, and its parts that have no effect.</summary>
internal sealed class ImportReport
{
    private readonly List<DefinitionProblem> _notices = [];

    /// <summary>The problems that keep the file from being used.</summary>
    public DefinitionReport Problems { get; } = new();

    /// <summary>The parts of the file that the definition omits.</summary>
    public IReadOnlyList<DefinitionProblem> Notices => _notices;

    /// <summary>The names of the file's HTTP APIs, of which one is imported.</summary>
    public IReadOnlyList<string> Apis { get; set; } = [];

    /// <summary>The keys of open routes of which the file itself says that they are open.</summary>
    public HashSet<string> StatedOpen { get; } = new(StringComparer.Ordinal);

    /// <summary>The paths of the included files that were read.</summary>
    public List<string> Files { get; } = [];

    public void Refuse(DefinitionPosition position, string message, string remedy, string code = DefinitionProblemCodes.Invalid) =>
        Problems.Add("", message, remedy, position, code);

    /// <summary>Reports a value that is needed and not known.</summary>
    public void RefuseUnresolved(DefinitionNode value, string subject) =>
        Refuse(value.Position, $"{subject} cannot be resolved: '{value.Text}'.", value.Remedy, DefinitionProblemCodes.Unresolved);

    /// <summary>Reports that something which decides who may have a route is not supported.</summary>
    public void RefuseUnsupported(DefinitionPosition position, string message, string remedy) =>
        Refuse(position, message, remedy, DefinitionProblemCodes.Unsupported);

    public void Notice(DefinitionPosition position, string message, string remedy, string code = DefinitionProblemCodes.Unsupported) =>
        Add(new DefinitionProblem("", position.Line, position.Column, message, remedy) { Code = code, File = position.File });

    /// <summary>Adds a notice that already has its text and place.</summary>
    public void Add(DefinitionProblem notice) => _notices.Add(notice);
}
