using System.Collections.Frozen;

namespace Authz.Server.Gateway;

/// <summary>The backends of a definition by route key: each route's own, or else the gateway's target.</summary>
internal static class GatewayIntegrations
{
    private static readonly TimeSpan s_targetTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Compiles every route's backend; what cannot be forwarded is reported, all of it at once.</summary>
    public static FrozenDictionary<string, GatewayIntegration> Compile(
        ApiDefinition definition, Uri? target, out IReadOnlyList<string> problems)
    {
        Dictionary<string, GatewayIntegration> integrations = new(StringComparer.Ordinal);
        List<string> found = [];
        foreach ((string routeKey, RouteDefinition route) in definition.Routes)
        {
            if (route.Integration is { Type: IntegrationType.AwsProxy })
            {
                found.Add($"{routeKey}: its integration is a function, which the gateway does not run.");
            }
            else if (route.Authorizer is { } name && definition.LambdaAuthorizers.ContainsKey(name))
            {
                found.Add($"{routeKey}: '{name}' is a Lambda authorizer, which the gateway does not run.");
            }
            else if (route.Integration is { } integration)
            {
                if (IntegrationUri.Compile(routeKey, integration.Uri) is { } uri)
                {
                    integrations[routeKey] = new GatewayIntegration(uri, integration.IntegrationMethod, integration.Timeout);
                }
                else
                {
                    found.Add($"{routeKey}: '{integration.Uri}' has a variable outside its path; the gateway fills in path variables only.");
                }
            }
            else if (target is not null)
            {
                integrations[routeKey] = new GatewayIntegration(IntegrationUri.AppendingPath(target), null, s_targetTimeout);
            }
            else
            {
                found.Add($"{routeKey}: has no integration; give it one, or name a backend for all such routes with --target.");
            }
        }

        problems = found;
        return integrations.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
