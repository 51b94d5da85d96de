namespace Authz.Lambda.Verdicts;

/// <summary>What a policy says: one effect on some resources. Whatever it does not name is refused.</summary>
/// <param name="IsAllowed">The effect.</param>
/// <param name="Resources">The resources: ARNs with IAM's wildcards.</param>
/// <param name="IsCalledOnly">Whether it names the called method alone, so that other routes are refused needlessly while it is
/// remembered.</param>
internal sealed record PolicyScope(bool IsAllowed, IReadOnlyList<string> Resources, bool IsCalledOnly = false);
