namespace Authz;

/// <summary>An API definition is not usable; <see cref="Problems"/> names everything that is wrong with it.</summary>
public sealed class ApiDefinitionException : Exception
{
    /// <summary>Reports these problems, all at once.</summary>
    public ApiDefinitionException(IReadOnlyList<DefinitionProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    internal ApiDefinitionException(IReadOnlyList<DefinitionProblem> problems, string file)
        : base(string.Join(Environment.NewLine, problems.Select(problem => problem.ToString(file)))) => Problems = problems;

    /// <summary>Every problem found, in the order of the file.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }
}
