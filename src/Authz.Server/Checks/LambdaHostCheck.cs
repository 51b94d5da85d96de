using Authz.Routes;

namespace Authz.Server.Checks;

/// <summary>
/// Finds effects of API Gateway's result cache on a definition that is deployed as a Lambda authorizer (docs/lambda-result-caching.md): an
/// answer about one route is used for all of them.
/// </summary>
internal static class LambdaHostCheck
{
    public static void Run(CheckContext context)
    {
        CheckedRoute[] routes = [.. context.Routes.Where(route => !route.Definition.IsOpen)];
        if (routes.Select(route => Demand(route.Definition)).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            context.Report(
                CheckCodes.LambdaVerdictByRoute,
                "/routes",
                "Routes ask for different authorizers or scopes, so a simple response about one would be given to all while it is " +
                "remembered.",
                "Add '$context.routeKey' to the identity sources, answer with policies, or set the time to 0.");
        }

        for (int index = 0; index < routes.Length; index++)
        {
            CheckedRoute route = routes[index];
            CheckedRoute? other = Array.Find(
                routes[(index + 1)..], later => Demand(later.Definition) != Demand(route.Definition) && Intersect(route.Key, later.Key));
            if (other is not null)
            {
                context.Report(
                    CheckCodes.LambdaPolicyOverlap,
                    route.Path,
                    $"In policies '{route.Key}' and '{other.Key}' cannot be distinguished, and their requirements differ: a policy " +
                    "names only the called method.",
                    "Make their paths differ in a literal segment; else a caller's other routes get 403 while an answer is remembered.");
            }
        }
    }

    private static string Demand(RouteDefinition route) => string.Join(
        '\n',
        [
            route.Authorizer, .. route.AuthorizationScopes.Order(StringComparer.Ordinal), "and",
            .. route.AllScopes.Order(StringComparer.Ordinal),
        ]);

    private static bool Intersect(RouteKey one, RouteKey other)
    {
        bool isMethod = one.Method == other.Method || one.Method == RouteMethods.Any || other.Method == RouteMethods.Any;
        return one.IsDefault || other.IsDefault || (isMethod && Intersect(one.Segments, other.Segments));
    }

    // In a policy a variable is '*', which matches one or more whole segments. Computed from the ends to the beginnings.
    private static bool Intersect(IReadOnlyList<RouteSegment> one, IReadOnlyList<RouteSegment> other)
    {
        bool[,] canMeet = new bool[one.Count + 1, other.Count + 1];
        canMeet[one.Count, other.Count] = true;
        for (int i = one.Count - 1; i >= 0; i--)
        {
            for (int j = other.Count - 1; j >= 0; j--)
            {
                bool isStar = one[i].Kind != RouteSegmentKind.Literal;
                bool isOtherStar = other[j].Kind != RouteSegmentKind.Literal;
                canMeet[i, j] = (isStar || isOtherStar || one[i].Text == other[j].Text) &&
                    (canMeet[i + 1, j + 1] || (isStar && canMeet[i, j + 1]) || (isOtherStar && canMeet[i + 1, j]));
            }
        }

        return canMeet[0, 0];
    }
}
