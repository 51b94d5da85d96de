using System.Collections.Frozen;
using Authz.Server.Gateway.Backends;

namespace Authz.Server.Gateway;

/// <summary>Makes ready what the gateway does with the requests of each route: its own integration, or else the gateway's target.</summary>
internal static class GatewayCompiler
{
    private static readonly TimeSpan s_targetTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The routes by route key; what the gateway cannot run is reported, all of it at once.</summary>
    public static FrozenDictionary<string, GatewayRoute> Compile(
        ApiDefinition definition, Uri? target, out IReadOnlyList<string> problems)
    {
        Dictionary<string, GatewayRoute> routes = new(StringComparer.Ordinal);
        List<string> found = [];
        foreach (string routeKey in definition.Routes.Keys)
        {
            if (CompileIntegration(definition, routeKey, target, out string problem) is { } integration)
            {
                routes[routeKey] = new GatewayRoute(integration);
            }
            else
            {
                found.Add($"{routeKey}: {problem}");
            }
        }

        problems = found;
        return routes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static HttpIntegration? CompileIntegration(
        ApiDefinition definition, string routeKey, Uri? target, out string problem)
    {
        RouteDefinition route = definition.Routes[routeKey];
        problem = string.Empty;
        if (route.Integration is { Type: IntegrationType.AwsProxy })
        {
            problem = "its integration is a function, which the gateway does not run.";
            return null;
        }

        if (route.Authorizer is { } name && definition.LambdaAuthorizers.ContainsKey(name))
        {
            problem = $"'{name}' is a Lambda authorizer, which the gateway does not run.";
            return null;
        }

        if (route.Integration is { } integration)
        {
            if (HttpIntegration.Compile(routeKey, integration) is { } compiled)
            {
                return compiled;
            }

            problem = $"'{integration.Uri}' has a variable outside its path; the gateway fills in path variables only.";
            return null;
        }

        if (target is not null)
        {
            return new HttpIntegration(IntegrationUri.AppendingPath(target), Method: null, s_targetTimeout);
        }

        problem = "has no integration; give it one, or name a backend for all such routes with --target.";
        return null;
    }
}
