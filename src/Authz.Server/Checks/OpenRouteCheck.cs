using Authz.Definitions.Tree;
using Authz.Import;

namespace Authz.Server.Checks;

/// <summary>
/// Lists open routes: those of which the file says so, and those of which it says nothing. Of a file that protects no route at all, nobody
/// forgot one: that is one note.
/// </summary>
internal static class OpenRouteCheck
{
    /// <param name="context">The definition.</param>
    /// <param name="isWhole">Whether all of the file could be read.</param>
    public static void Run(CheckContext context, bool isWhole)
    {
        CheckedRoute[] silent = [.. context.Routes.Where(route => route.Definition.IsOpen && !IsStated(context, route))];
        if (isWhole && silent.Length > 0 && context.Definition.Authorizers.Count == 0 && context.Routes.All(route => route.Definition.IsOpen))
        {
            context.Report(
                CheckCodes.ApiOpen,
                "/routes",
                $"The file has no authorizer: anyone may call its routes ({context.Routes.Count}).",
                "Add an authorizer if that is not meant.");
            return;
        }

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

    // Preflights carry no token, so that a route for them is open in every format.
    private static void ReportOpen(CheckContext context, CheckedRoute route)
    {
        if (IsStated(context, route) || route.Key.Method == "OPTIONS")
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

    private static bool IsStated(CheckContext context, CheckedRoute route) =>
        context.Format == DefinitionFormat.Authz || context.StatedOpen.Contains(route.Key.Text);
}
