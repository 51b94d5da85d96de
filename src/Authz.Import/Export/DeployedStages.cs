namespace Authz.Import.Export;

/// <summary>The stages that are deployed: the definition's, or else the one that an API always has.</summary>
internal static class DeployedStages
{
    private static readonly KeyValuePair<string, StageDefinition>[] s_implicit = [KeyValuePair.Create("$default", new StageDefinition())];

    public static IEnumerable<KeyValuePair<string, StageDefinition>> Of(ApiDefinition definition) =>
        definition.Stages.Count == 0 ? s_implicit : definition.Stages;

    /// <summary>Whether the stage sets nothing.</summary>
    public static bool IsPlain(StageDefinition stage) =>
        stage is { StageVariables.Count: 0, AccessLogSettings: null } && !HasLimits(stage.DefaultRouteSettings) && !stage.RouteSettings.Values.Any(HasLimits);

    /// <summary>Whether the settings limit anything.</summary>
    public static bool HasLimits(RouteSettings? settings) =>
        settings is { ThrottlingRateLimit: not null } or { ThrottlingBurstLimit: not null };
}
