namespace Authz.Server.Diff;

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
