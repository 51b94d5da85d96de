namespace Authz.Server.Gateway.Operation;

/// <summary>Reloads the shadow when its file has changed. An unusable file, and any fault, changes nothing.</summary>
/// <param name="running">The API in force.</param>
/// <param name="readChange">Reads the file if it has a new, usable definition; reports an unusable one.</param>
/// <param name="announce">Receives a line for each reload.</param>
/// <param name="report">Receives a line for each fault.</param>
/// <param name="timeProvider">The polling clock.</param>
internal sealed class ShadowWatch(
    RunningApi running,
    Func<CancellationToken, Task<GatewayDefinition?>> readChange,
    Action<string> announce,
    Action<string> report,
    TimeProvider timeProvider)
    : PollingService(BackgroundFaults.Reload, report, timeProvider)
{
    protected override string Kept => "The shadow could not be reloaded; the previous one is decided beside.";

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        if (await readChange(cancellationToken) is { } changed)
        {
            running.ReplaceShadow(changed.Definition);
            announce($"Shadow reloaded: {changed.Definition.Name ?? "unnamed API"}, {changed.Definition.Routes.Count} routes");
        }
    }
}
