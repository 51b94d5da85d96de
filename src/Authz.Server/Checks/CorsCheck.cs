
namespace Authz.Server.Checks;

/// <summary>Finds cross-origin rules that allow too much, and preflights that an authorizer refuses.</summary>
internal static class CorsCheck
{
    public static void Run(CheckContext context)
    {
        if (context.Definition.Cors is not { } cors)
        {
            return;
        }

        foreach (string origin in cors.AllowOrigins.Where(origin => cors.AllowCredentials && (origin is "https://*" or "http://*")))
        {
            context.Report(
                CheckCodes.CorsCredentialsWildcard,
                "/cors/allowCredentials",
                $"Pages of every origin ('{origin}') may send the user's credentials.",
                "Name the origins.");
        }

        IEnumerable<CheckedRoute> guarded = context.Routes.Where(route => !route.Definition.AllowsAnonymous);
        foreach (CheckedRoute route in guarded.Where(route => TakesPreflights(route, context.Routes)))
        {
            ReportPreflight(context, route);
        }
    }

    private static bool TakesPreflights(CheckedRoute route, IReadOnlyList<CheckedRoute> routes) =>
        (route.Key.IsDefault || route.Key.Method is RouteMethods.Any or "OPTIONS") &&
        !routes.Any(other => other.Definition.AllowsAnonymous && other.Key.Method == "OPTIONS" && CoversPath(other, route));

    private static bool CoversPath(CheckedRoute options, CheckedRoute route) =>
        route.Key.IsDefault
            ? options.Key.IsGreedy && options.Key.Segments.Count == 1
            : options.Key.PathShape == route.Key.PathShape;

    private static void ReportPreflight(CheckContext context, CheckedRoute route)
    {
        bool isRefused = CompatibilityProfile.Of(context.Definition.Compatibility).DecidesPreflights;
        context.Report(
            isRefused ? CheckCodes.CorsPreflightRefused : CheckCodes.AwsDiffers,
            route.Path,
            isRefused
                ? $"'{route.Key}' matches preflights, which carry no token: browsers get 401."
                : $"The gateway answers preflights for '{route.Key}' itself; the service lets its authorizer refuse them with 401.",
            "Add an open route for OPTIONS on the same path.");
    }
}
