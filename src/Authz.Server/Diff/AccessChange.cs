namespace Authz.Server.Diff;

/// <summary>One difference between two definitions.</summary>
/// <param name="Kind">Its effect.</param>
/// <param name="Subject">The route key or the part of the definition that it concerns.</param>
/// <param name="Text">The difference in words.</param>
internal sealed record AccessChange(AccessChangeKind Kind, string Subject, string Text)
{
    /// <summary>The key of the route that was, and of the one that is to be; null where there is none, or the change is of no route.</summary>
    public (string? Old, string? New) Routes { get; init; }

    /// <summary>The change on a line.</summary>
    public string Describe() => $"{Kind.ToString().ToLowerInvariant(),-8} {Subject}: {Text}";
}

/// <summary>The effect of a changed definition on requests.</summary>
internal enum AccessChangeKind : byte
{
    /// <summary>Anyone may now send them.</summary>
    Opened,

    /// <summary>Some that were refused are now allowed.</summary>
    Looser,

    /// <summary>Some that were allowed are now refused.</summary>
    Stricter,

    /// <summary>No one may send them any more, or no longer without a token.</summary>
    Closed,
}

/// <summary>Operations on an <see cref="AccessChangeKind"/>.</summary>
internal static class AccessChangeKinds
{
    /// <summary>Whether a request may be allowed that was refused.</summary>
    public static bool GrantsMore(this AccessChangeKind kind) => kind is AccessChangeKind.Opened or AccessChangeKind.Looser;
}
