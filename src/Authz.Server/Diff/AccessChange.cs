namespace Authz.Server.Diff;

/// <summary>One difference between two definitions.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Subject">The route key, or the part of the definition, that it is about.</param>
/// <param name="Text">The difference in words.</param>
internal sealed record AccessChange(AccessChangeKind Kind, string Subject, string Text);
