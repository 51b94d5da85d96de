namespace Authz.Tests.Attacks;

/// <summary>One class of attack, and where it is tested or why it is not.</summary>
/// <param name="Id">The class.</param>
/// <param name="Attack">What is attempted, and one incident where one is known, or the Wycheproof vectors of it.</param>
/// <param name="Test">The tests as <c>Type.Method</c>, with commas between them; null where there is none.</param>
/// <param name="WhyNone">Why there is no test; null where there is one.</param>
internal sealed record CatalogueEntry(string Id, string Attack, string? Test, string? WhyNone = null);
