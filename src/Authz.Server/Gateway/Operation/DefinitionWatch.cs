namespace Authz.Server.Gateway.Operation;

/// <summary>Reloads the definition when its file has changed. An unusable file changes nothing.</summary>
/// <param name="running">The API in force.</param>
/// <param name="readChange">Reads the file if it has a new, usable definition; reports an unusable one.</param>
/// <param name="output">Receives a line for each reload.</param>
/// <param name="timeProvider">
/// The polling clock. The file is polled because change notifications are unreliable across links, mounts and editors.
/// </param>
internal sealed class DefinitionWatch(
    RunningApi running, Func<CancellationToken, Task<GatewayDefinition?>> readChange, TextWriter output, TimeProvider timeProvider)
    : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Polls the file once.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (await readChange(cancellationToken) is { } changed)
        {
            running.Replace(changed);
            await output.WriteLineAsync($"Reloaded: {changed.Definition.Name ?? "unnamed API"}, {changed.Definition.Routes.Count} routes");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await CheckAsync(stoppingToken);
        }
    }
}
