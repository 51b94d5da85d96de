using Authz.AspNetCore.Operation;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes the state of the issuers' keys a health check.</summary>
public static class IssuerKeyHealthCheckExtensions
{
    /// <summary>
    /// Adds a check of every issuer's keys: unhealthy if tokens of an issuer cannot be decided, degraded if its last fetch failed or
    /// its keys are older than the maximum age.
    /// </summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="maximumAge">The age beyond which keys count as degraded; null for no limit.</param>
    public static IHealthChecksBuilder AddIssuerKeys(
        this IHealthChecksBuilder builder, string name = "issuer-keys", TimeSpan? maximumAge = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(
            new HealthCheckRegistration(name, services => new IssuerKeyHealthCheck(services, maximumAge), failureStatus: null, tags: null));
    }
}
