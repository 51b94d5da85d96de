namespace Authz.Binding;

/// <summary>A row of <see cref="ProofRules"/>: a check of a proof, and what its refusal says.</summary>
/// <param name="Status">The row's name.</param>
/// <param name="Number">The check's number in RFC 9449 section 4.3, or the section that asks for it.</param>
/// <param name="Reason">The refusal's reason.</param>
/// <param name="Description">The challenge's <c>error_description</c>.</param>
/// <param name="Expected">What the check wants, for people.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ProofRule(
    ProofStatus Status, string Number, RefusalReason Reason, string Description, string Expected, string Remedy)
{
    /// <summary>What is wrong and what to do, for the person who is refused.</summary>
    public string Explanation { get; } = $"{char.ToUpperInvariant(Description[0])}{Description[1..]}. {Remedy}";
}
