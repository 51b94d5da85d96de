using System.Diagnostics.CodeAnalysis;
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
            return options.Target is { } target && !IsOwn($"--target '{target}'", target, ref problem)
                ? new HttpIntegration(IntegrationUri.AppendingPath(target), Method: null, s_targetTimeout)
                : null;
        }

        IntegrationDefinition integration = written with { Uri = StageVariableText.Expand(written.Uri, stageVariables, out _) };
        return integration.Type == IntegrationType.AwsProxy
            ? CompileFunction(integration, out problem)
            : CompileBackend(routeKey, integration, out problem);
    }

    /// <summary>Finds a function's address; false if it has none, or if the gateway itself listens there.</summary>
    public bool TryFindFunction(string uri, [NotNullWhen(true)] out Uri? address, out string problem) =>
        options.Functions.TryFind(uri, out address, out problem) && !IsOwn($"the function '{uri}' at '{address}'", address, ref problem);

    /// <summary>Reports a function without an address, whose routes answer 503; false if it has one, or if that is refused here.</summary>
    /// <param name="uri">The function's URI.</param>
    /// <param name="address">The address that was found, and cannot be used; null if there is none.</param>
    /// <param name="name">The function.</param>
    public bool TryReport(string uri, Uri? address, [NotNullWhen(true)] out string? name)
    {
        name = null;
        if (address is not null || options.ReportUnaddressed is not { } report || !FunctionUri.TryGetName(uri, out name))
        {
            return false;
        }

        report(name.Split(':')[0]);
        return true;
    }

    // Each request would come back, and go round until it is stopped.
    private bool IsOwn(string called, Uri url, ref string problem)
    {
        if (options.ListenAddresses?.Find(url) is not { } address)
        {
            return false;
        }

        problem = $"{called} leads back to this gateway, which listens on {address}; give the address of another server.";
        return true;
    }

    private HttpIntegration? CompileBackend(RouteKey routeKey, IntegrationDefinition integration, out string problem)
    {
        problem = $"'{integration.Uri}' has a variable outside its path; the gateway fills in path variables only.";
        HttpIntegration? backend = HttpIntegration.Compile(routeKey, integration);
        return backend is not null && IsOwn($"'{integration.Uri}'", backend.Uri.Origin, ref problem) ? null : backend;
    }

    private GatewayIntegration? CompileFunction(IntegrationDefinition integration, out string problem)
    {
        if (!TryFindFunction(integration.Uri, out Uri? address, out problem))
        {
            return TryReport(integration.Uri, address, out string? name) ? new UnaddressedFunction(name, integration.Timeout) : null;
        }

        if (integration.RequestParameters.Count > 0 || integration.ResponseParameters.Count > 0)
        {
            problem = "a function's events and answers are not mapped; let the function do it.";
            return null;
        }

        return new FunctionIntegration(address, integration.PayloadFormatVersion, integration.ClaimFormat, integration.Timeout);
    }
}
