using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Makes the tree of a stage of a template, whose member names begin with a capital.</summary>
internal static class StageTree
{
    private const string DefaultStage = "$default";

    public static void Add(
        ApiTreeBuilder tree, DefinitionNode? name, DefinitionPosition position, DefinitionNode properties, ImportReport report)
    {
        if (name is { Kind: DefinitionNodeKind.Unresolved })
        {
            report.RefuseUnresolved(name, "The stage's name");
            return;
        }

        DefinitionObjectBuilder stage = new();
        stage.Add("stageVariables", properties.Get("StageVariables")?.WithMembers(value => value.AsString()));
        stage.Add("defaultRouteSettings", Settings(properties.Get("DefaultRouteSettings")));
        stage.Add("routeSettings", properties.Get("RouteSettings")?.WithMembers(Settings));
        stage.Add("accessLogSettings", AccessLog(properties.Get("AccessLogSettings"), report));
        tree.AddStage(name.PlainText() ?? DefaultStage, name?.Position ?? position, stage.Build(position));
    }

    // The other settings concern the service's metrics and logs.
    private static DefinitionNode? Settings(DefinitionNode? settings)
    {
        if (settings is not { Kind: DefinitionNodeKind.Object })
        {
            return settings;
        }

        DefinitionObjectBuilder limits = new();
        limits.Add("throttlingRateLimit", settings.Get("ThrottlingRateLimit")?.AsNumber());
        limits.Add("throttlingBurstLimit", settings.Get("ThrottlingBurstLimit")?.AsNumber());
        return limits.Build(settings.Position) is { Members.Count: > 0 } written ? written : null;
    }

    private static DefinitionNode? AccessLog(DefinitionNode? log, ImportReport report)
    {
        if (log is not { Kind: DefinitionNodeKind.Object })
        {
            return log;
        }

        if (log.Find("DestinationArn") is { } destination)
        {
            report.Notice(
                destination.NamePosition,
                "The gateway writes the access log to standard output, not to the log group.",
                "Write 'destination' in Authz's own format for a file.");
        }

        DefinitionObjectBuilder settings = new();
        settings.Add("format", log.Get("Format"));
        return settings.Build(log.Position);
    }
}
