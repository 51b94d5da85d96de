namespace Authz.Testing.Policies;

/// <summary>The result of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Explanation">The decision and its reasons.</param>
/// <param name="Failure">The difference from the case's expectation, and its remedy; null if there is none.</param>
public sealed record PolicyResult(PolicyCase Case, Explanation Explanation, string? Failure)
{
    /// <summary>Whether the request was decided as expected.</summary>
    public bool HasPassed => Failure is null;
}
