using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Operation;

/// <summary>
/// Logs once what goes wrong with an issuer's keys, or with the revocations, while the application runs, and when it is over; and each
/// change of the keys.
/// </summary>
internal sealed class KeyWatch(IServiceProvider services, BackgroundFaults faults, TimeProvider time, ILogger<KeyWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly RevocationChanges _revocations = new(logger);
    private Dictionary<string, IssuerKeyStatus> _seen = new(StringComparer.Ordinal);
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
                ApiAuthorizer[] engines = [.. RunningEngines.Of(services)];
                Look([.. engines.SelectMany(engine => engine.Issuers)]);
                _revocations.Look(engines.SelectMany(engine => engine.Revocations), services.GetService<Fleet>()?.Status);
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
        Dictionary<string, IssuerKeyStatus> seen = new(StringComparer.Ordinal);
        HashSet<(string Issuer, string Warning)> warnings = [];
        foreach (IssuerKeyStatus status in issuers)
        {
            string name = $"{status.Issuer} {status.KeySource}";
            seen[name] = status;
            warnings.UnionWith(status.Warnings.Select(warning => (status.Issuer, warning)));
            ReportChange(status, _seen.GetValueOrDefault(name));
        }

        foreach ((string issuer, string warning) in warnings.Except(_warnings))
        {
            logger.KeysWarning(issuer, warning);
        }

        (_seen, _warnings) = (seen, warnings);
    }

    // Keys that are missing from the start are logged by the warm-up, and are looked for until they come.
    private void ReportChange(IssuerKeyStatus status, IssuerKeyStatus? previous)
    {
        if (status.LastError is { } error && error != previous?.LastError)
        {
            faults.Count(BackgroundFaults.Keys);
            if (status.IsUsable)
            {
                logger.KeysNotFetched(status.Issuer, error, status.NextRefresh);
            }
            else if (status.Age is not null)
            {
                logger.KeysNotUsable(status.Issuer, error);
            }
        }
        else if (status.LastError is null && previous?.LastError is not null)
        {
            logger.KeysFetchedAgain(status.Issuer);
        }

        if (previous is not null && status.Rotations > previous.Rotations)
        {
            logger.KeysChanged(status.Issuer, string.Join(", ", status.Keys.Select(NameOf)));
        }
    }

    private static string NameOf(IssuerKey key) => $"{key.KeyId ?? "(no kid)"} ({string.Join('/', key.Algorithms)})";
}
