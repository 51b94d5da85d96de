using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Operation;

/// <summary>Refuses to start an application with an endpoint whose condition compares a path variable that its pattern lacks.</summary>
internal sealed class EndpointVariableFilter(IOptions<AuthorizationOptions> options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        string[] problems =
        [
            .. (app.ApplicationServices.GetService<EndpointDataSource>()?.Endpoints ?? []).OfType<RouteEndpoint>().SelectMany(
                endpoint => Lacking(endpoint).Select(name =>
                    $"A condition of the endpoint '{endpoint.DisplayName}' compares the path variable '{name}', which its pattern lacks.")),
        ];
        if (problems.Length > 0)
        {
            throw new InvalidOperationException(string.Join(' ', problems));
        }
    };

    private IEnumerable<string> Lacking(RouteEndpoint endpoint)
    {
        // The application's own policy provider is asked for nothing here: it may need a request.
        IEnumerable<AuthorizationPolicy> named = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Select(data => data.Policy is { } name ? options.Value.GetPolicy(name) : null).OfType<AuthorizationPolicy>();
        IEnumerable<ConditionRequirement> ofAttributes = endpoint.Metadata.GetOrderedMetadata<RequireConditionAttribute>()
            .Select(attribute => ConditionRequirement.Parse(attribute.Condition));
        return endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>().Concat(named)
            .SelectMany(policy => policy.Requirements).OfType<ConditionRequirement>().Concat(ofAttributes)
            .SelectMany(requirement => requirement.Judged.PathVariables).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => endpoint.RoutePattern.GetParameter(name) is null && !endpoint.RoutePattern.Defaults.ContainsKey(name)
                && !endpoint.RoutePattern.RequiredValues.ContainsKey(name));
    }
}
