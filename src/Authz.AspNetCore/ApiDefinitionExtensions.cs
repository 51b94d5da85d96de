using Authz;
using Authz.AspNetCore;
using Authz.AspNetCore.Definitions;
using Authz.AspNetCore.Operation;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Protects an application with a whole API definition.</summary>
public static class ApiDefinitionExtensions
{
    /// <summary>Adds the definition that <see cref="UseApiDefinition"/> enforces.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="configureOptions">Configures how it protects the application.</param>
    /// <exception cref="InvalidOperationException">A definition was added already.</exception>
    public static IServiceCollection AddApiDefinition(
        this IServiceCollection services, ApiDefinition definition, Action<ApiDefinitionOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return services.AddApiDefinition(_ => new DefinitionSource(definition), configureOptions);
    }

    /// <summary>
    /// Adds the definition in a file of Authz's own format in JSON, or of another that <see cref="ApiDefinitionOptions.Reader"/> takes. It
    /// is polled by content; a file that is not usable changes nothing, and is logged. A file that
    /// others than this process's user can change is logged at the start (<see cref="FileTrust"/>).
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="path">The file, relative to the content root.</param>
    /// <param name="configureOptions">Configures how it protects the application.</param>
    /// <exception cref="InvalidOperationException">A definition was added already.</exception>
    public static IServiceCollection AddApiDefinition(
        this IServiceCollection services, string path, Action<ApiDefinitionOptions>? configureOptions = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return services.AddApiDefinition(
            provider => new DefinitionSource(
                Path.Combine(provider.GetRequiredService<IWebHostEnvironment>().ContentRootPath, path),
                provider.GetRequiredService<IOptions<ApiDefinitionOptions>>().Value.Reader),
            configureOptions);
    }

    /// <summary>
    /// Enforces the definition, after routing and before the endpoints: each of its routes protects the one endpoint of its pattern, and a
    /// request that reaches another endpoint than its route's is not found.
    /// </summary>
    /// <exception cref="InvalidOperationException">No definition was added.</exception>
    /// <exception cref="ApiDefinitionException">
    /// Thrown when the application starts: the definition is not usable, its routes and the endpoints cannot be paired one to one, or the
    /// application has cross-origin rules beside the definition's.
    /// </exception>
    public static IApplicationBuilder UseApiDefinition(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        DefinitionAuthorizer authorizer = app.ApplicationServices.GetService<DefinitionAuthorizer>()
            ?? throw new InvalidOperationException("No definition was added. Call builder.Services.AddApiDefinition(...).");

        authorizer.IsInUse = true;

        // The pipeline is built when all endpoints are mapped, and before the server listens.
        return app.Use(next =>
        {
            authorizer.Protect(app.ApplicationServices.GetRequiredService<EndpointDataSource>());
            return ActivatorUtilities.CreateInstance<ApiDefinitionMiddleware>(app.ApplicationServices, next).InvokeAsync;
        });
    }

    /// <summary>
    /// What the definition of <see cref="ApiDefinitionOptions.ShadowPath"/> would have decided otherwise; null if there is none.
    /// </summary>
    /// <exception cref="InvalidOperationException">No definition was added.</exception>
    public static ShadowReport? GetShadowReport(this IServiceProvider services) => services.GetRequiredService<DefinitionAuthorizer>().Engine.Shadow;

    private static IServiceCollection AddApiDefinition(
        this IServiceCollection services, Func<IServiceProvider, DefinitionSource> source, Action<ApiDefinitionOptions>? configureOptions)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(DefinitionAuthorizer)))
        {
            throw new InvalidOperationException(
                "A definition was added already, and an application is protected by one. Put all routes into it.");
        }

        services.AddAuthzOperation();
        services.Configure(configureOptions ?? (_ => { }));
        services.AddSingleton(source);
        services.AddSingleton<DefinitionAuthorizer>();
        services.AddSingleton<MatcherPolicy, EndpointGuard>();
        services.AddApplicationCors();
        services.AddTransient<IStartupFilter, DefinitionInUseFilter>();
        services.AddHostedService<DefinitionService>();
        return services;
    }
}
