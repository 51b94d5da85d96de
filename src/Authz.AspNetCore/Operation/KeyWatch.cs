using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Operation;

/// <summary>Logs once what goes wrong with an issuer's keys while the application runs, and when it is over.</summary>
internal sealed class KeyWatch(IServiceProvider services, BackgroundFaults faults, TimeProvider time, ILogger<KeyWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private Dictionary<string, string?> _errors = new(StringComparer.Ordinal);
    private HashSet<(string Issuer, string Warning)> _warnings = [];

    // A logger or a clock is foreign code: its exception costs one look, never the application.
#pragma warning disable CA1031
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Ends the loop without an exception, which an application disposed without stopping would log as a failure.
        using PeriodicTimer timer = new(s_interval, time);
        using CancellationTokenRegistration stop = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                Look([.. RunningEngines.Of(services).SelectMany(engine => engine.Issuers)]);
            }
            catch (Exception)
            {
                faults.Count(BackgroundFaults.Keys);
            }
        }
    }
#pragma warning restore CA1031

    private void Look(IReadOnlyList<IssuerKeyStatus> issuers)
    {
        Dictionary<string, string?> errors = new(StringComparer.Ordinal);
        HashSet<(string Issuer, string Warning)> warnings = [];
        foreach (IssuerKeyStatus status in issuers)
        {
            errors[$"{status.Issuer} {status.KeySource}"] = status.LastError;
            warnings.UnionWith(status.Warnings.Select(warning => (status.Issuer, warning)));
            ReportChange(status, _errors.GetValueOrDefault($"{status.Issuer} {status.KeySource}"));
        }

        foreach ((string issuer, string warning) in warnings.Except(_warnings))
        {
            logger.KeysWarning(issuer, warning);
        }

        (_errors, _warnings) = (errors, warnings);
    }

    // Keys that are missing from the start are logged by the warm-up, and are looked for until they come.
    private void ReportChange(IssuerKeyStatus status, string? previous)
    {
        if (status.LastError is { } error && error != previous)
        {
            faults.Count(BackgroundFaults.Keys);
            if (status.IsUsable)
            {
                logger.KeysNotFetched(status.Issuer, error);
            }
            else if (status.Age is not null)
            {
                logger.KeysNotUsable(status.Issuer, error);
            }
        }
        else if (status.LastError is null && previous is not null)
        {
            logger.KeysFetchedAgain(status.Issuer);
        }
    }
}
