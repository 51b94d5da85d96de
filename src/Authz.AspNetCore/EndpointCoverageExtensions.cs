using Authz.AspNetCore;
using Authz.AspNetCore.Operation;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Finds the endpoints that were forgotten.</summary>
public static class EndpointCoverageExtensions
{
    /// <summary>
    /// Looks at start for endpoints that neither require authorization nor have <c>AllowAnonymous</c>. A fallback
    /// policy or an API definition covers them all. Part of every scheme of <c>AddJwtAuthorizer</c>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configureOptions">Sets the consequence of such endpoints.</param>
    public static IServiceCollection AddEndpointCoverage(
        this IServiceCollection services, Action<EndpointCoverageOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Configure(configureOptions ?? (_ => { }));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, EndpointCoverageFilter>());
        return services;
    }
}
