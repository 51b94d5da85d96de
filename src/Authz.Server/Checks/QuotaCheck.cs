using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Compares with the quotas of HTTP APIs (API Gateway developer guide, http-api-quotas).</summary>
internal static class QuotaCheck
{
    private const int MaximumAuthorizers = 10;
    private const int MaximumRoutes = 300;
    private const int MaximumStages = 10;
    private const int MaximumScopes = 10;

    public static void Run(CheckContext context)
    {
        ApiDefinition definition = context.Definition;
        Compare(
            context, "/authorizers", "authorizers", definition.Authorizers.Count + definition.LambdaAuthorizers.Count, MaximumAuthorizers);
        Compare(context, "/routes", "routes", definition.Routes.Count, MaximumRoutes);
        Compare(context, "/stages", "stages", definition.Stages.Count, MaximumStages);
        foreach (CheckedRoute route in context.Routes)
        {
            string path = JsonPointer.Append(route.Path, "authorizationScopes");
            Compare(context, path, "scopes of a route", route.Definition.AuthorizationScopes.Count, MaximumScopes);
        }
    }

    private static void Compare(CheckContext context, string path, string what, int count, int quota)
    {
        if (count > quota)
        {
            context.Report(
                CheckCodes.QuotaExceeded,
                path,
                $"There are {count} {what}; the service's quota is {quota}.",
                "Request a higher quota, if it can be raised, or use fewer.");
        }
    }
}
