namespace Authz;

/// <summary>
/// One check of an explained decision. Texts may quote the unverified request: control characters are escaped, but callers must still
/// show them as text.
/// </summary>
public sealed record ExplanationStep
{
    /// <summary>Which check.</summary>
    public required DecisionCheck Check { get; init; }

    /// <summary>The step to which the check belongs: 1 to 9, as the documentation numbers them.</summary>
    public int Stage => Check switch
    {
        <= DecisionCheck.RememberedToken => (int)Check + 1,
        <= DecisionCheck.Lifetime => 5,
        DecisionCheck.Key => 6,
        DecisionCheck.Signature => 7,
        >= DecisionCheck.Scopes => 9,
        _ => 8,
    };

    /// <summary>The result of the check.</summary>
    public required CheckVerdict Verdict { get; init; }

    /// <summary>The expected value; empty if the check was not reached.</summary>
    public string Expected { get; init; } = "";

    /// <summary>The value found; empty if the check was not reached.</summary>
    public string Found { get; init; } = "";

    /// <summary>The terms of the conditions, if that is the check and it was reached; else empty.</summary>
    public IReadOnlyList<ExplainedTerm> Terms { get; init; } = [];

    /// <summary>What would turn the refusal into an allowance; null if the check refuses nothing.</summary>
    public string? Remedy { get; init; }
}
