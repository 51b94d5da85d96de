using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Scopes;

/// <summary>Adds the policies of scopes to the application's policies.</summary>
internal static class ScopePolicyExtensions
{
    public static void AddScopePolicies(this IServiceCollection services)
    {
        ServiceDescriptor? others = services.LastOrDefault(
            service => !service.IsKeyedService && service.ServiceType == typeof(IAuthorizationPolicyProvider));
        services.Add(new ServiceDescriptor(
            typeof(IAuthorizationPolicyProvider),
            provider => new ScopePolicyProvider(Create(provider, others)),
            others?.Lifetime ?? ServiceLifetime.Singleton));
    }

    private static IAuthorizationPolicyProvider Create(IServiceProvider provider, ServiceDescriptor? others) => others switch
    {
        { ImplementationInstance: IAuthorizationPolicyProvider instance } => instance,
        { ImplementationFactory: { } factory } => (IAuthorizationPolicyProvider)factory(provider),
        { ImplementationType: { } type } => (IAuthorizationPolicyProvider)ActivatorUtilities.CreateInstance(provider, type),
        _ => new DefaultAuthorizationPolicyProvider(provider.GetRequiredService<IOptions<AuthorizationOptions>>()),
    };
}
