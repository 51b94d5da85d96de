namespace Authz.Server.Diff;

/// <summary>One difference between two definitions.</summary>
/// <param name="Kind">Its effect.</param>
/// <param name="Subject">The route key or the part of the definition that it concerns.</param>
/// <param name="Text">The difference in words.</param>
internal sealed record AccessChange(AccessChangeKind Kind, string Subject, string Text);
