
namespace Authz.Server.Checks;

/// <summary>Finds routes that no request reaches, and open ones that take requests from a protected one.</summary>
internal static class RouteReachCheck
{
    public static void Run(CheckContext context)
    {
        foreach (CheckedRoute route in context.Routes)
        {
            if (IsUnreachable(route, context.Routes))
            {
                context.Report(
                    CheckCodes.RouteUnreachable,
                    route.Path,
                    $"No request reaches '{route.Key}': other routes take them all.",
                    "Remove it, or remove those.");
            }
            else if (route.Definition.AllowsAnonymous && FindShadowed(route, context.Routes) is { } shadowed)
            {
                context.Report(
                    CheckCodes.RouteShadowed,
                    route.Path,
                    $"The open route '{route.Key}' matches requests that the protected '{shadowed.Key}' would match without it.",
                    "Give it an authorizer if that is not meant.");
            }
        }
    }

    private static bool IsUnreachable(CheckedRoute route, IReadOnlyList<CheckedRoute> routes)
    {
        if (route.Key.IsDefault)
        {
            // ANY / and ANY /{proxy+} leave nothing over.
            return routes.Any(other => IsAny(other, segments: 0)) && routes.Any(other => IsAny(other, segments: 1) && other.Key.IsGreedy);
        }

        string path = route.Key.PathShape;
        return route.Key.Method == RouteMethods.Any && RouteMethods.All.All(
            method => routes.Any(other => other.Key.Method == method && other.Key.PathShape == path));
    }

    private static bool IsAny(CheckedRoute route, int segments) =>
        route.Key.Method == RouteMethods.Any && route.Key.Segments.Count == segments;

    // Only a greedy route or a variable is wide enough that another's place in it surprises; of those the narrowest is named.
    private static CheckedRoute? FindShadowed(CheckedRoute open, IReadOnlyList<CheckedRoute> routes) =>
        routes.Where(route => !route.Definition.AllowsAnonymous && !route.Key.IsDefault)
            .Where(route => route.Key.Shape != open.Key.Shape && route.Covers(open))
            .MaxBy(route => route.Key.Segments.Count);
}
