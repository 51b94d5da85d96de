namespace Authz.Definitions;

/// <summary>Collects everything that is wrong with a definition.</summary>
internal sealed class DefinitionReport
{
    // Nobody reads more, and a file made to be bad must not fill the memory with what is bad about it.
    private const int MaximumProblems = 1_000;

    private readonly List<DefinitionProblem> _problems = [];
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    public IReadOnlyList<DefinitionProblem> Problems => _problems;

    /// <summary>Reports a problem.</summary>
    public void Add(
        string path, string message, string remedy, DefinitionPosition position = default, string code = DefinitionProblem.Invalid) =>
        Add(new DefinitionProblem(path, position.Line, position.Column, message, remedy) { Code = code });

    /// <summary>Reports a problem that is already worded and placed.</summary>
    public void Add(DefinitionProblem problem)
    {
        if (_problems.Count < MaximumProblems)
        {
            _problems.Add(problem);
        }
        else if (_problems.Count == MaximumProblems)
        {
            _problems.Add(problem with { Message = "There are more problems.", Remedy = "Mend those listed first." });
        }
    }

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
