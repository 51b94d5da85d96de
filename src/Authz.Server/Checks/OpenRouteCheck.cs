using Authz.Import;
using Authz.Routes;
using Authz.Targets;

namespace Authz.Server.Checks;

/// <summary>Lists open routes, and finds those that match a careless spelling of a protected route's path.</summary>
internal static class OpenRouteCheck
{
    private const int MaximumNamed = 3;

    public static void Run(CheckContext context)
    {
        List<CheckedRoute> open = [.. context.Routes.Where(route => route.Definition.IsOpen)];
        foreach (CheckedRoute route in open)
        {
            ReportOpen(context, route);
        }

        if (open.Count > 0 && open.Count < context.Routes.Count)
        {
            ReportVariants(context);
        }
    }

    private static void ReportOpen(CheckContext context, CheckedRoute route)
    {
        if (context.Format == DefinitionFormat.Authz)
        {
            context.Report(CheckCodes.RouteOpen, route.Path, $"Anyone may call '{route.Key}'.", "Name an authorizer if that is not meant.");
        }
        else
        {
            context.Report(
                CheckCodes.RouteOpenByDefault,
                route.Path,
                $"Anyone may call '{route.Key}': the file names no authorizer for it.",
                "Name an authorizer, or keep the finding in a baseline if the route is meant to be open.");
        }
    }

    private static void ReportVariants(CheckContext context)
    {
        if (!RouteTables.TryCompile(context.Routes, out RouteTable<CheckedRoute>? table))
        {
            return;
        }

        var caught =
            from route in context.Routes
            where !route.Definition.IsOpen && !route.Key.IsDefault
            from variant in RouteTables.Variants(route.Key)
            let method = route.Key.Method == RouteMethods.Any ? "GET" : route.Key.Method
            where CanonicalTarget.TryRead(variant, out _)
            let catcher = Find(table, method, variant)
            where catcher is { Definition.IsOpen: true }
            group $"'{method} {variant}'" by catcher;
        foreach (IGrouping<CheckedRoute, string> group in caught)
        {
            string examples = string.Join(", ", group.Take(MaximumNamed));
            context.Report(
                CheckCodes.RouteOpenCatchesVariants,
                group.Key.Path,
                $"The open route '{group.Key.Key}' matches other spellings of protected routes: {examples}. A backend that ignores case " +
                "or a final slash would serve them.",
                "Give the route an authorizer, or narrow its path.");
        }
    }

    private static CheckedRoute? Find(RouteTable<CheckedRoute> table, string method, string target) =>
        CanonicalTarget.TryRead(target, out RequestTarget read) && table.TryMatch(method, read, out CheckedRoute? route) ? route : null;
}
