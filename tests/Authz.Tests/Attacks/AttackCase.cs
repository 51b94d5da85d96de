namespace Authz.Tests.Attacks;

/// <summary>One forged token and what it must be refused for.</summary>
/// <param name="Id">The class of attack in <see cref="Catalogue"/>.</param>
/// <param name="Description">What is forged.</param>
/// <param name="Token">The token.</param>
/// <param name="Expected">The one right reason.</param>
internal sealed record AttackCase(string Id, string Description, string Token, RefusalReason Expected);
