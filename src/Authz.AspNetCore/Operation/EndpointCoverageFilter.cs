using Authz.AspNetCore.Definitions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Operation;

/// <summary>Looks for uncovered endpoints once all are mapped, before the server listens.</summary>
internal sealed class EndpointCoverageFilter(
    IOptions<EndpointCoverageOptions> options,
    IOptions<AuthorizationOptions> authorization,
    ILogger<EndpointCoverageFilter> logger) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        Check(app.ApplicationServices);
    };

    private void Check(IServiceProvider services)
    {
        if (authorization.Value.FallbackPolicy is not null || services.GetService<DefinitionAuthorizer>() is not null)
        {
            return;
        }

        IReadOnlyList<Endpoint> endpoints = services.GetService<EndpointDataSource>()?.Endpoints ?? [];
        string[] uncovered =
            [.. endpoints.Where(endpoint => !IsCovered(endpoint)).Select(endpoint => endpoint.DisplayName ?? "an endpoint without a name")];
        if (uncovered.Length == 0)
        {
            return;
        }

        string names = string.Join(", ", uncovered);
        if (options.Value.RefuseToStart)
        {
            throw new InvalidOperationException(
                $"Endpoints without RequireAuthorization or AllowAnonymous: {names}. Add one of the two to each, or set a fallback " +
                "policy.");
        }

        logger.EndpointsUncovered(names);
    }

    private static bool IsCovered(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        || endpoint.Metadata.GetMetadata<IAuthorizationRequirementData>() is not null
        || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null;
}
