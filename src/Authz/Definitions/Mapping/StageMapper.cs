using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>Maps a stage of a definition's file to the model.</summary>
internal static class StageMapper
{
    public static StageDefinition Map(DefinitionObject stage)
    {
        StageDefinition definition = new()
        {
            StageVariables = stage.StringsByName("stageVariables"),
            DefaultRouteSettings = stage.Object("defaultRouteSettings") is { } settings ? MapSettings(settings) : null,
            RouteSettings = stage.Objects("routeSettings").ToDictionary(route => route.Name, MapSettings, StringComparer.Ordinal),
            AccessLogSettings = stage.Object("accessLogSettings") is { } log ? MapLog(log) : null,
        };
        stage.Finish();
        return definition;
    }

    private static RouteSettings MapSettings(DefinitionObject settings)
    {
        RouteSettings definition = new()
        {
            ThrottlingRateLimit = settings.Number("throttlingRateLimit"),
            ThrottlingBurstLimit = settings.WholeNumber("throttlingBurstLimit"),
        };
        settings.Finish();
        return definition;
    }

    private static AccessLogSettings MapLog(DefinitionObject log)
    {
        AccessLogSettings definition = new() { Format = log.String("format") ?? "", Destination = log.String("destination") };
        log.Finish();
        return definition;
    }
}
