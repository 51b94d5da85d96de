namespace Authz.Server.Diff;

/// <summary>
/// Compares routes of which a function decides at least one. A function's decisions are unknown, so any difference may let more
/// requests through, or fewer.
/// </summary>
internal static class LambdaAuthorizerComparison
{
    public static void Compare(ComparedRoute before, ComparedRoute after, List<AccessChange> changes)
    {
        if (before.Function is null || after.Function is null || !AreEqual(before.Function, after.Function))
        {
            string words = $"was decided by {Words(before)}, and is by {Words(after)}, which may allow other requests";
            changes.Add(new AccessChange(AccessChangeKind.Looser, "", words));
            changes.Add(new AccessChange(AccessChangeKind.Stricter, "", words));
        }
    }

    private static bool AreEqual(LambdaAuthorizerDefinition before, LambdaAuthorizerDefinition after) =>
        before with { IdentitySource = after.IdentitySource } == after &&
        before.IdentitySource.SequenceEqual(after.IdentitySource, StringComparer.Ordinal);

    private static string Words(ComparedRoute route) =>
        route.Function is { } function ? $"the function '{function.AuthorizerUri}'" : $"the JWT authorizer '{route.Route.Authorizer}'";
}
