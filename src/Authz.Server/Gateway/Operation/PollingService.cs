namespace Authz.Server.Gateway.Operation;

/// <summary>Looks at something again and again while the gateway runs. No exception ends it: a host would stop with it.</summary>
/// <param name="duty">Its name in the counter of faults.</param>
/// <param name="report">Receives a line for a look that failed with another problem than the look before it.</param>
/// <param name="timeProvider">The polling clock.</param>
internal abstract class PollingService(string duty, Action<string> report, TimeProvider timeProvider) : BackgroundService
{
    // Polled, because change notifications are unreliable across links, mounts and editors.
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    private string? _reported;

    /// <summary>What stays as it was after a look that failed, as the end of a sentence.</summary>
    protected abstract string Kept { get; }

    /// <summary>Looks once. Only the end of the gateway is thrown.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA1031
        try
        {
            await LookAsync(cancellationToken);
            _reported = null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            BackgroundFaults.Count(duty);
            string problem = $"{exception.GetType().Name}: {exception.Message}";
            if (problem != _reported)
            {
                _reported = problem;
                report($"warning: {problem} {Kept}");
            }
        }
#pragma warning restore CA1031
    }

    /// <summary>Looks once.</summary>
    protected abstract Task LookAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await CheckAsync(stoppingToken);
        }
    }
}
