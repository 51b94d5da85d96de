using Authz.Import;

namespace Authz.Server.Checks;

/// <summary>Lists open routes.</summary>
internal static class OpenRouteCheck
{
    public static void Run(CheckContext context)
    {
        foreach (CheckedRoute route in context.Routes.Where(route => route.Definition.IsOpen))
        {
            ReportOpen(context, route);
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
}
