namespace Authz.Testing.Policies;

/// <summary>What became of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Explanation">What the request was decided to be, and why.</param>
/// <param name="Failure">What differs from what the case expects, and what to change; null if nothing does.</param>
public sealed record PolicyResult(PolicyCase Case, Explanation Explanation, string? Failure)
{
    /// <summary>Whether the request was decided as expected.</summary>
    public bool HasPassed => Failure is null;
}
