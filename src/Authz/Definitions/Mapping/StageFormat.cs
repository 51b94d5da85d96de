namespace Authz.Definitions.Mapping;

/// <summary>The format of a stage.</summary>
internal static class StageFormat
{
    public static readonly ObjectFormat<RouteSettings> RouteSettings = new ObjectFormat<RouteSettings>(
            "routeSettings", "How many requests are let through: a token bucket.", new RouteSettings())
        .Number(
            "throttlingRateLimit", "Requests per second in the long run. Default: no limit, or 10000 beside a burst.",
            settings => settings.ThrottlingRateLimit, (settings, rate) => settings with { ThrottlingRateLimit = rate })
        .WholeNumber(
            "throttlingBurstLimit", "Requests at once. Default: no limit, or 5000 beside a rate.",
            settings => settings.ThrottlingBurstLimit, (settings, burst) => settings with { ThrottlingBurstLimit = burst });

    public static readonly ObjectFormat<AccessLogSettings> AccessLogSettings = new ObjectFormat<AccessLogSettings>(
            "accessLogSettings", "The access log of a stage.", new AccessLogSettings { Format = "" })
        .Text(
            "format", "A line of the log, in which $context.NAME stands for a value of the request.",
            log => log.Format, (log, format) => log with { Format = format }, isRequired: true)
        .Text(
            "destination", "The file to which lines are appended. Default: standard output.",
            log => log.Destination, (log, file) => log with { Destination = file });

    public static readonly ObjectFormat<StageDefinition> Stage = new ObjectFormat<StageDefinition>(
            "stage", "A stage: $default is served from the root, any other from /NAME.", new StageDefinition())
        .TextsByName(
            "stageVariables", "The values of ${stageVariables.NAME}.",
            stage => stage.StageVariables, (stage, variables) => stage with { StageVariables = variables })
        .Object(
            "defaultRouteSettings", "The limits of each route without its own.", RouteSettings,
            stage => stage.DefaultRouteSettings, (stage, settings) => stage with { DefaultRouteSettings = settings })
        .Objects(
            "routeSettings", "The limits of single routes.", RouteFormat.KeyPattern, RouteSettings,
            stage => stage.RouteSettings is { Count: > 0 } settings ? settings : null, (stage, settings) => stage with { RouteSettings = settings })
        .Object(
            "accessLogSettings", "The access log. Default: none.", AccessLogSettings,
            stage => stage.AccessLogSettings, (stage, log) => stage with { AccessLogSettings = log })
        .Texts(
            "hosts", "The host names that are this stage's alone, from whose root it is served: exact, in lower case, without a port. Default: every host that is no other stage's.",
            stage => stage.Hosts, (stage, hosts) => stage with { Hosts = hosts });
}
