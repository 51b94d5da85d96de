namespace Authz.Server.Checks;

/// <summary>Notes an API without routes.</summary>
internal static class MissingRoutesCheck
{
    public static void Run(CheckContext context)
    {
        if (context.Definition.Routes.Count == 0)
        {
            context.Report(
                CheckCodes.RoutesMissing, "/routes", "The API has no routes: every request is refused.", "Add routes, if that is not meant.");
        }
    }
}
