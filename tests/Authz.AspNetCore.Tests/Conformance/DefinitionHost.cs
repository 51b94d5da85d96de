using Microsoft.AspNetCore.Builder;

namespace Authz.AspNetCore.Tests.Conformance;

/// <summary>The form that enforces the whole definition.</summary>
internal sealed class DefinitionHost : KestrelHost
{
    protected override void AddServices(WebApplicationBuilder builder, ApiDefinition definition, ApiAuthorizerOptions options) =>
        builder.Services.AddApiDefinition(definition, host => host.Engine = options);

    protected override void Use(WebApplication app) => app.UseApiDefinition();

    protected override void Protect(IEndpointConventionBuilder endpoint, RouteDefinition route)
    {
    }
}
