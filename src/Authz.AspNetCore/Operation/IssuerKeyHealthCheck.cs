using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Authz.AspNetCore.Operation;

/// <summary>Reports the state of every issuer's keys.</summary>
internal sealed class IssuerKeyHealthCheck(IServiceProvider services, TimeSpan? maximumAge) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        IssuerKeyStatus[] issuers = [.. RunningEngines.Of(services).SelectMany(engine => engine.Issuers)];
        Dictionary<string, object> ages = [];
        foreach (IssuerKeyStatus status in issuers)
        {
            ages[status.Issuer] = status.Age?.ToString("c") ?? "no keys that age";
        }

        IssuerKeyStatus[] unusable = [.. issuers.Where(status => !status.IsUsable)];
        IssuerKeyStatus[] doubtful = [.. issuers.Where(status => status.LastError is not null || status.Age > maximumAge)];
        HealthCheckResult result = unusable.Length > 0
            ? new HealthCheckResult(context.Registration.FailureStatus, $"No usable keys: {Describe(unusable)}", data: ages)
            : doubtful.Length > 0 ? HealthCheckResult.Degraded($"Keys to look at: {Describe(doubtful)}", data: ages)
            : HealthCheckResult.Healthy("Every issuer's keys are in force.", ages);
        return Task.FromResult(result);
    }

    private static string Describe(IEnumerable<IssuerKeyStatus> issuers) =>
        string.Join("; ", issuers.Select(status => $"{status.Issuer} ({status.LastError ?? "old"})"));
}
