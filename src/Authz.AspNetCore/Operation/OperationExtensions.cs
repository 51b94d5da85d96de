using System.Net;
using Authz.AspNetCore.Scopes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Authz.AspNetCore.Operation;

/// <summary>The services that every form of this library needs.</summary>
internal static class OperationExtensions
{
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    public static void AddAuthzOperation(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(DecisionTelemetry)))
        {
            return;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<DecisionTelemetry>();
        services.AddSingleton<BackgroundFaults>();
        services.AddHostedService<KeyWatch>();
        services.AddScopePolicies();
        services.AddTransient<IStartupFilter, EnforcementFilter>();
        services.AddTransient<IStartupFilter, EndpointVariableFilter>();
        services.AddSingleton<KeyFetchHandler>();
        // An issuer that is down is told by KeyWatch, once; the client's loggers would tell each try, with a stack trace.
        services.AddHttpClient(JwtAuthorizerDefaults.HttpClientName).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(
            () => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.None,
                PooledConnectionLifetime = s_connectionLifetime,
            });
    }
}
