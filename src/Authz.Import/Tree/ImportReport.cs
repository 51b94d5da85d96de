using Authz.Definitions;
using Authz.Definitions.Tree;

namespace Authz.Import.Tree;

/// <summary>Collects what keeps a file from being used, and what it says in vain.</summary>
internal sealed class ImportReport
{
    private readonly List<DefinitionProblem> _notices = [];

    /// <summary>What keeps the file from being used.</summary>
    public DefinitionReport Problems { get; } = new();

    /// <summary>What the file says and the definition does not hold.</summary>
    public IReadOnlyList<DefinitionProblem> Notices => _notices;

    public void Refuse(DefinitionPosition position, string message, string remedy, string code = DefinitionProblem.Invalid) =>
        Problems.Add("", message, remedy, position, code);

    /// <summary>Reports a value that is needed and not known.</summary>
    public void RefuseUnresolved(DefinitionNode value, string subject) =>
        Refuse(value.Position, $"{subject} cannot be resolved: '{value.Text}'.", value.Remedy, DefinitionProblem.Unresolved);

    /// <summary>Reports that something which decides who may have a route is not supported.</summary>
    public void RefuseUnsupported(DefinitionPosition position, string message, string remedy) =>
        Refuse(position, message, remedy, DefinitionProblem.Unsupported);

    public void Notice(DefinitionPosition position, string message, string remedy, string code = DefinitionProblem.Unsupported) =>
        _notices.Add(new DefinitionProblem("", position.Line, position.Column, message, remedy) { Code = code });
}
