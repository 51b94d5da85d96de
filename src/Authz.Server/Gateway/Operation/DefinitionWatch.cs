namespace Authz.Server.Gateway.Operation;

/// <summary>Puts the definition in force anew when its file has changed. A file that cannot be run changes nothing.</summary>
/// <param name="running">What is in force.</param>
/// <param name="readChange">What the file says, where that is new and can be run; reports what cannot.</param>
/// <param name="output">Where to say so.</param>
/// <param name="timeProvider">
/// The clock of the looks at the file. It is looked at, because what file systems tell of links, mounts and editors differs.
/// </param>
internal sealed class DefinitionWatch(
    RunningApi running, Func<CancellationToken, Task<GatewayDefinition?>> readChange, TextWriter output, TimeProvider timeProvider)
    : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Looks at the file once.</summary>
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
