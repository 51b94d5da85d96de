namespace Authz.Server.Diff;

/// <summary>What can be asked of an <see cref="AccessChangeKind"/>.</summary>
internal static class AccessChangeKinds
{
    /// <summary>Whether a request may be allowed that was refused.</summary>
    public static bool GrantsMore(this AccessChangeKind kind) => kind is AccessChangeKind.Opened or AccessChangeKind.Looser;
}
