using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>The service's quick create: an API with one open catch-all route.</summary>
internal static class QuickCreate
{
    /// <summary>The API that sends everything to the gateway's target; null if the gateway cannot run it.</summary>
    public static GatewayDefinition? Create(GatewayCompilerOptions options, out IReadOnlyList<string> problems)
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            Routes = new Dictionary<string, RouteDefinition> { [RouteKey.DefaultText] = new RouteDefinition { IsOpen = true } },
        };
        GatewayStages stages = GatewayCompiler.Compile(definition, options, out problems);
        return problems.Count == 0 ? new GatewayDefinition(definition, stages) : null;
    }
}
