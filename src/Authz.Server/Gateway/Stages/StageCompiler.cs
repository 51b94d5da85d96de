using Authz.Definitions.Validation;
using Authz.Server.Gateway.AccessLogs;

namespace Authz.Server.Gateway.Stages;

/// <summary>Compiles an API's stages for one kind of server, and collects what it cannot run.</summary>
/// <param name="definition">A valid definition.</param>
/// <param name="options">What definitions leave to the server.</param>
internal abstract class StageCompiler(ApiDefinition definition, StageCompilerOptions options)
{
    protected ApiDefinition Definition => definition;

    /// <summary>Why the server cannot run the definition.</summary>
    protected IList<string> Problems { get; } = [];

    /// <summary>Compiles all stages, and reports all problems at once.</summary>
    protected GatewayStages Compile(out IReadOnlyList<string> problems)
    {
        GatewayStages stages = new(CompileStages());
        problems = [.. Problems.Distinct(StringComparer.Ordinal)];
        return stages;
    }

    /// <summary>
    /// The compiler of one stage's routes, for each of which it has a handling without a throttle, or null and a problem.
    /// </summary>
    protected abstract Func<RouteKey, RouteDefinition, GatewayRoute?> CompileRoutes(StageDefinition stage);

    private List<GatewayStage> CompileStages()
    {
        IReadOnlyDictionary<string, StageDefinition> stages = StageVariableText.StagesOf(definition);
        if (options.Stage is not { } only)
        {
            return [.. stages.Select(stage => CompileStage(stage.Key, PrefixOf(stage.Key, stage.Value), stage.Value))];
        }

        if (stages.TryGetValue(only, out StageDefinition? chosen))
        {
            return [CompileStage(only, prefix: string.Empty, chosen)];
        }

        Problems.Add($"there is no stage '{only}'; there are {string.Join(", ", stages.Keys)}.");
        return [];
    }

    private static string PrefixOf(string name, StageDefinition stage) =>
        name == StageVariableText.DefaultStage || stage.Hosts.Count > 0 ? string.Empty : "/" + name;

    private GatewayStage CompileStage(string name, string prefix, StageDefinition stage)
    {
        Func<RouteKey, RouteDefinition, GatewayRoute?> compile = CompileRoutes(stage);
        GatewayRoute[] routes = new GatewayRoute[definition.Routes.Count];
        foreach ((int index, (string routeKey, RouteDefinition route)) in definition.Routes.Index())
        {
            if (compile(RouteKey.Parse(routeKey), route) is { } compiled)
            {
                RouteThrottle? throttle = RouteThrottle.Create(
                    stage.RouteSettings.GetValueOrDefault(routeKey), stage.DefaultRouteSettings, options.TimeProvider);
                routes[index] = compiled with { Throttle = throttle };
            }
        }

        return new GatewayStage(name, prefix)
        {
            Variables = stage.StageVariables,
            Routes = routes,
            Hosts = stage.Hosts,
            AccessLog = CompileAccessLog(name, stage.AccessLogSettings),
        };
    }

    private AccessLog? CompileAccessLog(string stage, AccessLogSettings? settings)
    {
        if (settings is null || options.AccessLogs is not { } sinks)
        {
            return null;
        }

        try
        {
            return new AccessLog(AccessLogFormat.Compile(settings.Format), sinks.Get(settings.Destination));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Problems.Add($"stage {stage}: the access log cannot be written: {exception.Message}");
            return null;
        }
    }
}
