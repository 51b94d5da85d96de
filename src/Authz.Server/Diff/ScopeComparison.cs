namespace Authz.Server.Diff;

/// <summary>Compares the scopes that two routes require: one of some, and all of others.</summary>
internal static class ScopeComparison
{
    public static void Compare(RouteDefinition before, RouteDefinition after, List<AccessChange> changes)
    {
        string words = $"asked for {Words(before)}, and asks for {Words(after)}";
        if (!Implies(after, before))
        {
            changes.Add(new AccessChange(AccessChangeKind.Looser, "", words));
        }

        if (!Implies(before, after))
        {
            changes.Add(new AccessChange(AccessChangeKind.Stricter, "", words));
        }
    }

    /// <summary>Whether every token with the scopes of the one route has those of the other.</summary>
    public static bool Implies(RouteDefinition route, RouteDefinition other) =>
        // Both demands are monotone, so it is enough that every smallest set of scopes that meets the one meets the other.
        route.AuthorizationScopes.Count == 0
            ? IsMet(other, [.. route.AllScopes])
            : route.AuthorizationScopes.All(scope => IsMet(other, [.. route.AllScopes, scope]));

    private static bool IsMet(RouteDefinition route, HashSet<string> scopes) =>
        route.AllScopes.All(scopes.Contains) && (route.AuthorizationScopes.Count == 0 || route.AuthorizationScopes.Any(scopes.Contains));

    private static string Words(RouteDefinition route)
    {
        string any = route.AuthorizationScopes.Count == 0 ? "" : $"one of [{string.Join(", ", route.AuthorizationScopes)}]";
        string all = route.AllScopes.Count == 0 ? "" : $"all of [{string.Join(", ", route.AllScopes)}]";
        return any.Length == 0 && all.Length == 0 ? "no scope" : string.Join(" and ", new[] { any, all }.Where(part => part.Length > 0));
    }
}
