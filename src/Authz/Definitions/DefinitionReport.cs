using Authz.Definitions.Tree;

namespace Authz.Definitions;

/// <summary>Collects everything that is wrong with a definition.</summary>
internal sealed class DefinitionReport
{
    // Nobody reads more, and a hostile file must not fill the memory with its problems.
    private const int MaximumProblems = 1_000;

    // Problems of one long text must not each keep it.
    private const int MaximumTextLength = 4_000;

    private readonly List<DefinitionProblem> _problems = [];
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    public IReadOnlyList<DefinitionProblem> Problems => _problems;

    /// <summary>Whether further problems are no longer listed, so that looking for them is in vain.</summary>
    public bool IsFull => _problems.Count > MaximumProblems;

    /// <summary>Reports a problem.</summary>
    public void Add(
        string path, string message, string remedy, DefinitionPosition position = default, string code = DefinitionProblemCodes.Invalid) =>
        Add(new DefinitionProblem(path, position.Line, position.Column, message, remedy) { Code = code, File = position.File });

    /// <summary>Adds a problem that already has its text and place; an overlong text is shortened.</summary>
    public void Add(DefinitionProblem problem)
    {
        if (IsFull)
        {
            return;
        }

        bool isLast = _problems.Count == MaximumProblems;
        _problems.Add(problem with
        {
            Path = Cut(problem.Path),
            Message = isLast ? "There are more problems." : Cut(problem.Message),
            Remedy = isLast ? "Correct the listed ones first." : Cut(problem.Remedy),
        });
    }

    /// <summary>Reports problems that are already worded and placed.</summary>
    public void AddRange(IEnumerable<DefinitionProblem> problems)
    {
        foreach (DefinitionProblem problem in problems)
        {
            Add(problem);
        }
    }

    /// <summary>Notes that the file's value there did not reach the model: its absence in the model is not a second problem.</summary>
    public void MarkUnreadable(string path)
    {
        if (!IsFull)
        {
            _unreadable.Add(path);
        }
    }

    /// <summary>Whether the value there, or one around it, did not reach the model.</summary>
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

    private static string Cut(string text) => Excerpt.Ends(text, MaximumTextLength);
}
