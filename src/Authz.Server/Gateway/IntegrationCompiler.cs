using Authz.Definitions.Validation;
using Authz.Server.Gateway.Backends;
using Authz.Server.Gateway.Functions;

namespace Authz.Server.Gateway;

/// <summary>Compiles the integration of a route in one stage: its own, or else the gateway's target.</summary>
internal sealed class IntegrationCompiler(GatewayCompilerOptions options, IReadOnlyDictionary<string, string> stageVariables)
{
    private static readonly TimeSpan s_targetTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The integration; null if the gateway cannot run it.</summary>
    /// <param name="routeKey">The route's key.</param>
    /// <param name="route">The route.</param>
    /// <param name="problem">Why the gateway cannot run it.</param>
    public GatewayIntegration? Compile(RouteKey routeKey, RouteDefinition route, out string problem)
    {
        problem = "has no integration; give it one, or name a backend for all such routes with --target.";
        if (route.Integration is not { } written)
        {
            return options.Target is { } target
                ? new HttpIntegration(IntegrationUri.AppendingPath(target), Method: null, s_targetTimeout)
                : null;
        }

        IntegrationDefinition integration = written with { Uri = StageVariableText.Expand(written.Uri, stageVariables, out _) };
        return integration.Type == IntegrationType.AwsProxy
            ? CompileFunction(integration, out problem)
            : CompileBackend(routeKey, integration, out problem);
    }

    private static HttpIntegration? CompileBackend(RouteKey routeKey, IntegrationDefinition integration, out string problem)
    {
        problem = $"'{integration.Uri}' has a variable outside its path; the gateway fills in path variables only.";
        return HttpIntegration.Compile(routeKey, integration);
    }

    private FunctionIntegration? CompileFunction(IntegrationDefinition integration, out string problem)
    {
        if (!options.Functions.TryFind(integration.Uri, out Uri? address, out problem))
        {
            return null;
        }

        if (integration.RequestParameters.Count > 0 || integration.ResponseParameters.Count > 0)
        {
            problem = "a function's events and answers are not mapped; let the function do it.";
            return null;
        }

        return new FunctionIntegration(address, integration.PayloadFormatVersion, integration.ClaimFormat, integration.Timeout);
    }
}
