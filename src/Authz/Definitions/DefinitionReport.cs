namespace Authz.Definitions;

/// <summary>Collects everything that is wrong with a definition.</summary>
internal sealed class DefinitionReport
{
    private readonly List<DefinitionProblem> _problems = [];
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    public IReadOnlyList<DefinitionProblem> Problems => _problems;

    /// <summary>Reports a problem.</summary>
    public void Add(string path, string message, string remedy, DefinitionPosition position = default) =>
        _problems.Add(new DefinitionProblem(path, position.Line, position.Column, message, remedy));

    /// <summary>Reports a problem that is already worded and placed.</summary>
    public void Add(DefinitionProblem problem) => _problems.Add(problem);

    /// <summary>Notes that the file's value there did not reach the model: what the model lacks there is no problem of its own.</summary>
    public void MarkUnreadable(string path) => _unreadable.Add(path);

    /// <summary>Whether a value there, or one that holds it, did not reach the model.</summary>
    public bool IsUnreadable(string path)
    {
        for (int end = path.Length; end >= 0; end = end == 0 ? -1 : path.LastIndexOf('/', end - 1))
        {
            if (_unreadable.Contains(path[..end]))
            {
                return true;
            }
        }

        return false;
    }
}
