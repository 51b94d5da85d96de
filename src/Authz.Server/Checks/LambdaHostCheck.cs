using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>
/// Finds effects of API Gateway's result cache on a definition that is deployed as a Lambda authorizer (docs/lambda-result-caching.md): an
/// answer about one route is used for all of them.
/// </summary>
internal static class LambdaHostCheck
{
    public static void Run(CheckContext context)
    {
        CheckProtectedResources(context);
        foreach (CheckedRoute route in context.Routes.Where(route => !route.Definition.TokenRequired))
        {
            context.Report(
                CheckCodes.LambdaTokenOptional,
                JsonPointer.Append(route.Path, "tokenRequired"),
                $"API Gateway calls no Lambda authorizer without its identity source, so '{route.Key}' cannot do without a token there.",
                "Remove 'tokenRequired', or deploy the route without an authorizer.");
        }

        // The handshake of a WebSocket API shares no answer with other routes; an open route does, with the verdict allowed.
        CheckedRoute[] routes = [.. context.Routes.Where(route => route.Key.Text != RouteKey.ConnectText)];
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
                routes[(index + 1)..],
                later => Demand(later.Definition) != Demand(route.Definition) && route.Key.OverlapsAsPolicy(later.Key));
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

    // The service's answers to a refusal, and to a request, are its own.
    private static void CheckProtectedResources(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            if (authorizer.ProtectedResource is not null)
            {
                context.Report(
                    CheckCodes.LambdaChallengeLost,
                    JsonPointer.Append(JsonPointer.Append("/authorizers", name), "protectedResource"),
                    "A Lambda authorizer cannot set 'WWW-Authenticate', and API Gateway renames an integration's to " +
                    "'x-amzn-remapped-www-authenticate': clients do not learn where the metadata is.",
                    "Put 'authz serve' in front, or the server behind a function URL or an Application Load Balancer, where it answers itself.");
            }
        }

        foreach (CheckedRoute route in context.Routes.Where(route => route.Definition.Tools is not null))
        {
            context.Report(
                CheckCodes.LambdaToolsUnseen,
                JsonPointer.Append(route.Path, "tools"),
                "A Lambda authorizer does not see bodies, so it cannot tell which tool a request calls.",
                "Run the definition with 'authz serve' or in ASP.NET Core, or remove 'tools'.");
        }
    }

    private static string Demand(RouteDefinition route) => string.Join(
        '\n',
        [
            route.Authorizer, .. route.AuthorizationScopes.Order(StringComparer.Ordinal), "and",
            .. route.AllScopes.Order(StringComparer.Ordinal),
        ]);
}
