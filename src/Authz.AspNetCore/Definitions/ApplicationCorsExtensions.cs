using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Definitions;

/// <summary>Notices who asks for cross-origin rules beside the definition's.</summary>
internal static class ApplicationCorsExtensions
{
    public static void AddApplicationCors(this IServiceCollection services)
    {
        ServiceDescriptor? others =
            services.LastOrDefault(service => !service.IsKeyedService && service.ServiceType == typeof(ICorsService));
        services.AddTransient<ICorsService>(provider => new ApplicationCorsService(
            Create(provider, others), provider.GetRequiredService<DefinitionAuthorizer>()));
    }

    /// <summary>Counts a service that was registered later as rules of the application: whether it is used cannot be seen.</summary>
    /// <exception cref="ApiDefinitionException">The definition has cross-origin rules too.</exception>
    public static void RequireNoLaterCors(this IServiceProvider services)
    {
        DefinitionAuthorizer authorizer = services.GetRequiredService<DefinitionAuthorizer>();
        using IServiceScope scope = services.CreateScope();
        ICorsService? service = authorizer.WithoutAdmission(() => scope.ServiceProvider.GetService<ICorsService>());
        if (service is not (null or ApplicationCorsService))
        {
            authorizer.AdmitApplicationCors(
                $"{service.GetType()}, registered as ICorsService after the definition,", "Register it before AddApiDefinition");
        }
    }

    private static ICorsService Create(IServiceProvider provider, ServiceDescriptor? others) => others switch
    {
        { ImplementationInstance: ICorsService instance } => instance,
        { ImplementationFactory: { } factory } => (ICorsService)factory(provider),
        { ImplementationType: { } type } => (ICorsService)ActivatorUtilities.CreateInstance(provider, type),
        _ => ActivatorUtilities.CreateInstance<CorsService>(provider),
    };
}
