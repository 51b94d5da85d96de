namespace Authz;

/// <summary>
/// A term of a condition in an explained decision: what it compared, and what it found. Texts may quote the request, as those of
/// <see cref="ExplanationStep"/> do, and are for whoever runs the API: no client sees them.
/// </summary>
public sealed record ExplainedTerm
{
    /// <summary>Whether the term is of the condition of the token's issuer; else it is of the route's or of a tool's.</summary>
    public required bool IsOfIssuer { get; init; }

    /// <summary>The tool whose condition the term is of, as the request calls it; null if it is of another condition.</summary>
    public string? Tool { get; init; }

    /// <summary>The place of the term's block in its condition, from 1: all terms of one block must hold.</summary>
    public required int Block { get; init; }

    /// <summary>The term as the definition writes it.</summary>
    public required ConditionTerm Term { get; init; }

    /// <summary>What it compared: the operator and its values, with the values of variables.</summary>
    public required string Expected { get; init; }

    /// <summary>What it found.</summary>
    public required string Found { get; init; }

    /// <summary>Whether it holds.</summary>
    public required bool IsMet { get; init; }
}
