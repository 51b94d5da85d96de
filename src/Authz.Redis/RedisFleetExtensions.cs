using Authz;
using Authz.Redis;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes an application a replica of a fleet.</summary>
public static class RedisFleetExtensions
{
    /// <summary>
    /// Joins the fleet of the section <c>Authz:Redis</c>: every scheme of <c>AddJwtAuthorizer</c> and the definition of
    /// <c>AddApiDefinition</c> use it, and <see cref="Fleet.RevokeAsync"/> is there for the application. The application does not start
    /// with settings that cannot be used; it starts, and goes on alone, while the store is gone.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configureOptions">Configures the fleet, after its section has been read.</param>
    /// <exception cref="InvalidOperationException">A fleet was added already.</exception>
    public static IServiceCollection AddAuthzRedis(this IServiceCollection services, Action<RedisFleetOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(Fleet)))
        {
            throw new InvalidOperationException("A fleet was added already, and an application is a replica of one.");
        }

        services.AddSingleton<IConfigureOptions<RedisFleetOptions>, RedisFleetConfiguration>();
        services.AddSingleton<IValidateOptions<RedisFleetOptions>, RedisFleetConfiguration>();
        services.AddOptions<RedisFleetOptions>().Configure(configureOptions ?? (_ => { })).ValidateOnStart();

        // Made in this order, so that they are disposed in the other one: the engines, the fleet, its store.
        services.AddSingleton(CreateStore);
        services.AddSingleton(provider => new Fleet(
            provider.GetRequiredService<RedisFleetStore>(),
            RedisFleetConfiguration.ReadSecret(OptionsOf(provider)),
            provider.GetService<TimeProvider>()));
        return services;
    }

    private static RedisFleetStore CreateStore(IServiceProvider provider)
    {
        RedisFleetOptions options = OptionsOf(provider);
        RedisLogin login = RedisLogin.ReadFile(options.PasswordFile);
        return new RedisFleetStore(options.Url!, login.User, login.Password);
    }

    private static RedisFleetOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<RedisFleetOptions>>().Value;
}
