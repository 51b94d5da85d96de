using System.Globalization;
using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds Lambda authorizers whose remembered results apply to more than the request they were made for.</summary>
internal static class LambdaAuthorizerCheck
{
    private const string RouteKeySource = IdentitySource.ContextPrefix + "routeKey";

    public static void Run(CheckContext context)
    {
        foreach ((string name, LambdaAuthorizerDefinition authorizer) in context.Definition.LambdaAuthorizers)
        {
            int routes = context.Definition.Routes.Values.Count(route => route.Authorizer == name);
            if (authorizer.AuthorizerResultTtl > TimeSpan.Zero
                && routes > 1
                && !authorizer.IdentitySource.Contains(RouteKeySource, StringComparer.Ordinal))
            {
                Report(context, name, authorizer, routes);
            }
        }
    }

    private static void Report(CheckContext context, string name, LambdaAuthorizerDefinition authorizer, int routes)
    {
        string times = string.Create(
            CultureInfo.InvariantCulture, $"for {authorizer.AuthorizerResultTtl.TotalSeconds} s and reused for all {routes} routes");
        string trap = authorizer.EnableSimpleResponses
            ? "a verdict for one route is that for every other"
            : "a policy that allows only the called route refuses the others, and one with a wildcard may allow too much";
        context.Report(
            CheckCodes.AuthorizerCacheShared,
            JsonPointer.Append(JsonPointer.Append("/authorizers", name), "authorizerResultTtlInSeconds"),
            $"A result of '{name}' is remembered {times} of the same caller: {trap}.",
            $"Add '{RouteKeySource}' to the identity sources, answer for the whole API, or set the time to 0.");
    }
}
