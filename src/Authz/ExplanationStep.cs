namespace Authz;

/// <summary>
/// One check of an explained decision. Texts may quote what the request said, before any signature: control characters are escaped, and
/// whoever shows them must still show them as text.
/// </summary>
public sealed record ExplanationStep
{
    /// <summary>Which check.</summary>
    public required DecisionCheck Check { get; init; }

    /// <summary>The step of a request's way to which the check belongs: 1 to 9, as the documentation numbers them.</summary>
    public int Stage => Check switch
    {
        <= DecisionCheck.RememberedToken => (int)Check + 1,
        <= DecisionCheck.Lifetime => 5,
        DecisionCheck.Key => 6,
        DecisionCheck.Signature => 7,
        DecisionCheck.Scopes => 9,
        _ => 8,
    };

    /// <summary>What became of the check.</summary>
    public required CheckVerdict Verdict { get; init; }

    /// <summary>What was asked for; empty where the check was not reached.</summary>
    public string Expected { get; init; } = "";

    /// <summary>What was found in its place; empty where the check was not reached.</summary>
    public string Found { get; init; } = "";

    /// <summary>What turns the refusal into an allowance; null where the check refuses nothing.</summary>
    public string? Remedy { get; init; }
}
