using Authz.Routes;
using Authz.Server.Diff;
using Authz.Targets;

namespace Authz.Server.Checks;

/// <summary>
/// Finds routes that match a careless spelling of a stricter route's path: a backend that ignores case or a final slash serves it to
/// callers whom the stricter route refuses.
/// </summary>
internal static class WeakerCatcherCheck
{
    private const int MaximumNamed = 3;

    // Of a route with tools it is the example that tells most.
    private const string CallsTools = "POST";

    public static void Run(CheckContext context)
    {
        // Two routes that match the same requests are a separate error.
        if (context.Routes.DistinctBy(route => route.Key.Shape, StringComparer.Ordinal).Count() < context.Routes.Count)
        {
            return;
        }

        RouteTable<CheckedRoute> table = new(context.Routes.Select(route => KeyValuePair.Create(route.Key, route)));
        RouteVariants variants = new(context.Routes);
        IEnumerable<(CheckedRoute Catcher, string Request)> caught =
            from route in context.Routes
            where !route.Definition.AllowsAnonymous && route.Key.HasPath
            from catcher in context.Routes
            where catcher != route
            from variant in variants.Find(route.Key, catcher.Key)
            let method = FindMethod(table, route, variants.Exact(route.Key), catcher, variant)
            where method is not null && IsWeaker(catcher.Definition, route.Definition)
            select (Catcher: catcher, Request: $"'{method} {variant}'");
        foreach (IGrouping<CheckedRoute, string> group in caught.GroupBy(item => item.Catcher, item => item.Request))
        {
            Report(context, group.Key, string.Join(", ", group.Take(MaximumNamed)));
        }
    }

    // A method with which the path leads to the one route in its own spelling, and to the other in this one.
    private static string? FindMethod(
        RouteTable<CheckedRoute> table, CheckedRoute route, string exact, CheckedRoute catcher, string variant) =>
        route.Key.Methods.Intersect(catcher.Key.Methods, StringComparer.Ordinal)
            .OrderByDescending(method => route.Definition.Tools is not null && method == CallsTools)
            .FirstOrDefault(method => Match(table, method, exact) == route && Match(table, method, variant) == catcher);

    private static CheckedRoute? Match(RouteTable<CheckedRoute> table, string method, string target) =>
        CanonicalTarget.TryRead(target, out RequestTarget read) && table.TryMatch(method, read, out CheckedRoute? route) ? route : null;

    /// <summary>
    /// Whether a route admits callers whom another, protected one refuses. Tokens of two authorizers cannot be compared, so each does.
    /// </summary>
    public static bool IsWeaker(RouteDefinition catcher, RouteDefinition route)
    {
        if (catcher.AllowsAnonymous || catcher.Authorizer != route.Authorizer)
        {
            return true;
        }

        List<AccessChange> changes = [];
        ScopeComparison.Compare(route, catcher, changes);
        ConditionComparison.CompareRoutes(route, catcher, changes);

        // How large a body may be says nothing of who may send it.
        ToolComparison.Compare(route, WithRouteDemands(catcher) with { MaximumToolBody = route.MaximumToolBody }, changes);
        return changes.Any(change => change.Kind.GrantsMore());
    }

    // A call meets the demands of its route too: what the other route asks of one tool, this one may ask of all.
    private static RouteDefinition WithRouteDemands(RouteDefinition route) => route with
    {
        Tools = route.Tools?.ToDictionary(
            pair => pair.Key,
            pair => pair.Value with
            {
                AuthorizationScopes = pair.Value.AuthorizationScopes is { Count: > 0 } scopes ? scopes : route.AuthorizationScopes,
                AllScopes = [.. pair.Value.AllScopes, .. route.AllScopes],
                Condition = pair.Value.Condition ?? route.Condition,
            },
            StringComparer.Ordinal),
    };

    private static void Report(CheckContext context, CheckedRoute catcher, string examples)
    {
        if (catcher.Definition.AllowsAnonymous)
        {
            context.Report(
                CheckCodes.RouteOpenCatchesVariants,
                catcher.Path,
                $"The open route '{catcher.Key}' matches other spellings of protected routes: {examples}. A backend that ignores case " +
                "or a final slash would serve them.",
                "Give the route an authorizer, or narrow its path.");
        }
        else
        {
            context.Report(
                CheckCodes.RouteWeakerCatchesVariants,
                catcher.Path,
                $"'{catcher.Key}' matches other spellings of stricter routes: {examples}. A backend that ignores case or a final slash " +
                "would serve them to callers whom those routes refuse.",
                "Ask for the same on both routes (authorizer, scopes, condition, step-up, tools), or narrow this one's path.");
        }
    }
}
