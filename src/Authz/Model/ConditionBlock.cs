namespace Authz;

/// <summary>A block of a condition, in the grammar of IAM policies: every one of its terms must hold.</summary>
/// <param name="Terms">The terms, at least one; no two of one operator and key.</param>
public sealed record ConditionBlock(params IReadOnlyList<ConditionTerm> Terms);
