using Authz.Definitions.Validation;
using Authz.Server.Gateway.AccessLogs;
using Authz.Server.Gateway.LambdaAuthorizers;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>Compiles the handling of each route in each stage.</summary>
internal sealed class GatewayCompiler
{
    private readonly ApiDefinition _definition;
    private readonly GatewayCompilerOptions _options;
    private readonly List<string> _problems = [];

    private GatewayCompiler(ApiDefinition definition, GatewayCompilerOptions options)
    {
        _definition = definition;
        _options = options;
    }

    /// <summary>The stages of a valid definition; all parts that the gateway cannot run are reported at once.</summary>
    public static GatewayStages Compile(ApiDefinition definition, GatewayCompilerOptions options, out IReadOnlyList<string> problems)
    {
        GatewayCompiler compiler = new(definition, options);
        GatewayStages stages = new(compiler.CompileStages());
        problems = [.. compiler._problems.Distinct(StringComparer.Ordinal)];
        return stages;
    }

    private List<GatewayStage> CompileStages()
    {
        IReadOnlyDictionary<string, StageDefinition> stages = StageVariableText.StagesOf(_definition);
        if (_options.Stage is not { } only)
        {
            return [.. stages.Select(stage =>
                CompileStage(stage.Key, stage.Key == StageVariableText.DefaultStage ? string.Empty : "/" + stage.Key, stage.Value))];
        }

        if (stages.TryGetValue(only, out StageDefinition? chosen))
        {
            return [CompileStage(only, prefix: string.Empty, chosen)];
        }

        _problems.Add($"there is no stage '{only}'; there are {string.Join(", ", stages.Keys)}.");
        return [];
    }

    private GatewayStage CompileStage(string name, string prefix, StageDefinition stage)
    {
        IntegrationCompiler integrations = new(_options, stage.StageVariables);
        Dictionary<string, GatewayAuthorizer> authorizers = CompileAuthorizers(stage, integrations);
        GatewayRoute[] routes = new GatewayRoute[_definition.Routes.Count];
        foreach ((int index, (string routeKey, RouteDefinition route)) in _definition.Routes.Index())
        {
            if (integrations.Compile(RouteKey.Parse(routeKey), route, out string problem) is not { } integration)
            {
                _problems.Add($"{routeKey}: {problem}");
                continue;
            }

            routes[index] = new GatewayRoute(integration)
            {
                Authorizer = authorizers.GetValueOrDefault(route.Authorizer ?? string.Empty),
                Throttle = RouteThrottle.Create(
                    stage.RouteSettings.GetValueOrDefault(routeKey), stage.DefaultRouteSettings, _options.TimeProvider),
            };
        }

        return new GatewayStage(name, prefix)
        {
            Variables = stage.StageVariables,
            Routes = routes,
            AccessLog = CompileAccessLog(name, stage.AccessLogSettings),
        };
    }

    // Each stage has its own, with its own memory: a decision is never used for another stage.
    private Dictionary<string, GatewayAuthorizer> CompileAuthorizers(StageDefinition stage, IntegrationCompiler integrations)
    {
        Dictionary<string, GatewayAuthorizer> authorizers = new(StringComparer.Ordinal);
        foreach ((string name, LambdaAuthorizerDefinition authorizer) in _definition.LambdaAuthorizers)
        {
            string uri = StageVariableText.Expand(authorizer.AuthorizerUri, stage.StageVariables, out _);
            if (integrations.TryFindFunction(uri, out Uri? address, out string problem))
            {
                authorizers[name] = new GatewayAuthorizer(
                    authorizer, address, new LambdaResultCache(authorizer.AuthorizerResultTtl, _options.TimeProvider));
            }
            else if (!_definition.Routes.Values.Any(route => route.Authorizer == name))
            {
                continue;
            }
            else if (!integrations.TryReport(uri, address, out _))
            {
                _problems.Add($"authorizer {name}: {problem}");
            }
        }

        return authorizers;
    }

    private AccessLog? CompileAccessLog(string stage, AccessLogSettings? settings)
    {
        if (settings is null || _options.AccessLogs is not { } sinks)
        {
            return null;
        }

        try
        {
            return new AccessLog(AccessLogFormat.Compile(settings.Format), sinks.Get(settings.Destination));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            _problems.Add($"stage {stage}: the access log cannot be written: {exception.Message}");
            return null;
        }
    }
}
