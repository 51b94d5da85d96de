namespace Authz.Server.Diff;

/// <summary>Requests that a shadow would have decided otherwise, as a report tells them.</summary>
/// <param name="IsAllowed">Whether they would be allowed; else they would be refused.</param>
/// <param name="Route">The route; null if none was found.</param>
/// <param name="Reason">The code of the reason.</param>
/// <param name="Count">How many.</param>
/// <param name="Issuers">Who issued some of their tokens.</param>
internal sealed record ObservedDifference(bool IsAllowed, string? Route, string Reason, long Count, IReadOnlyList<string> Issuers)
{
    /// <summary>Whether a change of the definition is seen in these requests.</summary>
    public bool IsOf(AccessChange change) =>
        IsAllowed == change.Kind.GrantsMore() && Route is not null && Route == (change.Routes.New ?? change.Routes.Old);

    public override string ToString()
    {
        string issuers = Issuers.Count == 0 ? "" : $", such as tokens of {string.Join(", ", Issuers)}";
        return $"{(IsAllowed ? "would be allowed, refused now for" : "would be refused for")} {Reason}: {Count}{issuers}";
    }
}
