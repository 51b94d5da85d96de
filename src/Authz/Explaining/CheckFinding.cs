namespace Authz.Explaining;

/// <summary>What one check expected and found, in words.</summary>
/// <param name="Expected">The expected value.</param>
/// <param name="Found">The value found.</param>
/// <param name="Terms">The terms of conditions; null for other checks.</param>
internal readonly record struct CheckFinding(string Expected, string Found, IReadOnlyList<ExplainedTerm>? Terms = null);
