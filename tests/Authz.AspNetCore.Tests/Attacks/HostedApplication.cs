using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>An application, its services in two parts, of which one is registered before the other.</summary>
internal sealed record HostedApplication(
    Action<IServiceCollection> First, Action<IServiceCollection> Second, Action<IEndpointRouteBuilder> Map);
