namespace Authz.Lambda.Verdicts;

/// <summary>A policy: one effect on some resources. Resources that it does not name are refused.</summary>
/// <param name="IsAllowed">The effect.</param>
/// <param name="Resources">The resources: ARNs with IAM's wildcards.</param>
/// <param name="IsCalledOnly">Whether it names only the called method, so that other routes are refused needlessly while it is
/// remembered.</param>
internal sealed record PolicyScope(bool IsAllowed, IReadOnlyList<string> Resources, bool IsCalledOnly = false);
