using Authz.Definitions.Tree;
using Authz.Import;

namespace Authz.Server.Checks;

/// <summary>Lists open routes: those of which the file says so, and those of which it says nothing.</summary>
internal static class OpenRouteCheck
{
    public static void Run(CheckContext context)
    {
        foreach (CheckedRoute route in context.Routes.Where(route => route.Definition.AllowsAnonymous))
        {
            if (route.Definition.IsOpen)
            {
                ReportOpen(context, route);
            }
            else
            {
                ReportOptional(context, route);
            }
        }
    }

    // A file that says this means it, whatever its format.
    private static void ReportOptional(CheckContext context, CheckedRoute route) => context.Report(
        CheckCodes.RouteOpen,
        JsonPointer.Append(route.Path, "tokenRequired"),
        $"Anyone may call '{route.Key}' without a token; only a token that is sent must be good.",
        "Remove 'tokenRequired' if that is not meant.");

    private static void ReportOpen(CheckContext context, CheckedRoute route)
    {
        if (context.Format == DefinitionFormat.Authz || context.StatedOpen.Contains(route.Key.Text))
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
