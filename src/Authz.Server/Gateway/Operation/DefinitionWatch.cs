namespace Authz.Server.Gateway.Operation;

/// <summary>Reloads the definition when its file has changed. An unusable file, and any fault, changes nothing.</summary>
/// <param name="running">The API in force.</param>
/// <param name="readChange">Reads the file if it has a new, usable definition; reports an unusable one.</param>
/// <param name="reloads">Counts the changes.</param>
/// <param name="announce">Receives a line for each reload.</param>
/// <param name="report">Receives a line for each fault.</param>
/// <param name="timeProvider">The polling clock.</param>
internal sealed class DefinitionWatch(
    RunningApi running,
    Func<CancellationToken, Task<GatewayDefinition?>> readChange,
    DefinitionReloads reloads,
    Action<string> announce,
    Action<string> report,
    TimeProvider timeProvider)
    : PollingService(BackgroundFaults.Reload, report, timeProvider)
{
    protected override string Kept => "The definition could not be reloaded; the previous definition stays in force.";

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        if (await readChange(cancellationToken) is not { } changed)
        {
            return;
        }

        try
        {
            running.Replace(changed);
        }
        catch
        {
            reloads.Refuse();
            throw;
        }

        reloads.Apply();
        announce($"Reloaded: {changed.Definition.Name ?? "unnamed API"}, {changed.Definition.Routes.Count} routes");
    }
}
