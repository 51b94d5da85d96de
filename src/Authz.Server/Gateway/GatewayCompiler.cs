using Authz.Definitions.Validation;
using Authz.Server.Gateway.LambdaAuthorizers;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>Compiles the handling of each route in each stage by the gateway itself.</summary>
internal sealed class GatewayCompiler : StageCompiler
{
    private readonly GatewayCompilerOptions _options;

    private GatewayCompiler(ApiDefinition definition, GatewayCompilerOptions options)
        : base(definition, options) => _options = options;

    /// <summary>The stages of a valid definition; all parts that the gateway cannot run are reported at once.</summary>
    public static GatewayStages Compile(ApiDefinition definition, GatewayCompilerOptions options, out IReadOnlyList<string> problems) =>
        new GatewayCompiler(definition, options).Compile(out problems);

    protected override Func<RouteKey, RouteDefinition, GatewayRoute?> CompileRoutes(StageDefinition stage)
    {
        IntegrationCompiler integrations = new(_options, stage.StageVariables);
        Dictionary<string, GatewayAuthorizer> authorizers = CompileAuthorizers(stage, integrations);
        return (key, route) =>
        {
            if (integrations.Compile(key, route, out string problem) is not { } integration)
            {
                Problems.Add($"{key}: {problem}");
                return null;
            }

            return new GatewayRoute(integration) { Authorizer = authorizers.GetValueOrDefault(route.Authorizer ?? string.Empty) };
        };
    }

    // Each stage has its own, with its own memory: a decision is never used for another stage.
    private Dictionary<string, GatewayAuthorizer> CompileAuthorizers(StageDefinition stage, IntegrationCompiler integrations)
    {
        Dictionary<string, GatewayAuthorizer> authorizers = new(StringComparer.Ordinal);
        foreach ((string name, LambdaAuthorizerDefinition authorizer) in Definition.LambdaAuthorizers)
        {
            string uri = StageVariableText.Expand(authorizer.AuthorizerUri, stage.StageVariables, out _);
            if (integrations.TryFindFunction(uri, out Uri? address, out string problem))
            {
                authorizers[name] = new GatewayAuthorizer(
                    authorizer, address, new LambdaResultCache(authorizer.AuthorizerResultTtl, _options.TimeProvider));
            }
            else if (!Definition.Routes.Values.Any(route => route.Authorizer == name))
            {
                continue;
            }
            else if (!integrations.TryReport(uri, address, out _))
            {
                Problems.Add($"authorizer {name}: {problem}");
            }
        }

        return authorizers;
    }
}
