namespace Authz.Tests.Attacks;

/// <summary>One class of attack, and where it is tested or why it is not.</summary>
/// <param name="Id">The class.</param>
/// <param name="Attack">What is attempted, and one incident.</param>
/// <param name="Test">The test as <c>Type.Method</c>; null where there is none.</param>
/// <param name="WhyNone">Why there is no test; null where there is one.</param>
internal sealed record CatalogueEntry(string Id, string Attack, string? Test, string? WhyNone = null);
