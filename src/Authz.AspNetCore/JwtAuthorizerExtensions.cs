using Authz;
using Authz.AspNetCore;
using Authz.AspNetCore.Authentication;
using Authz.AspNetCore.Configuration;
using Authz.AspNetCore.Operation;
using Authz.AspNetCore.ProtectedResources;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds schemes that authenticate the bearers of JSON Web Tokens.</summary>
public static class JwtAuthorizerExtensions
{
    /// <summary>Adds the scheme <c>Bearer</c>, configured by <c>Authentication:Schemes:Bearer</c>.</summary>
    public static AuthenticationBuilder AddJwtAuthorizer(this AuthenticationBuilder builder) =>
        builder.AddJwtAuthorizer(JwtAuthorizerDefaults.AuthenticationScheme);

    /// <summary>Adds a scheme, configured by <c>Authentication:Schemes:NAME</c>.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="authenticationScheme">The scheme's name.</param>
    public static AuthenticationBuilder AddJwtAuthorizer(this AuthenticationBuilder builder, string authenticationScheme) =>
        builder.AddJwtAuthorizer(authenticationScheme, _ => { });

    /// <summary>Adds the scheme <c>Bearer</c>.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="configureOptions">Configures the scheme, after its section has been read.</param>
    public static AuthenticationBuilder AddJwtAuthorizer(
        this AuthenticationBuilder builder, Action<JwtAuthorizerOptions> configureOptions) =>
        builder.AddJwtAuthorizer(JwtAuthorizerDefaults.AuthenticationScheme, configureOptions);

    /// <summary>Adds a scheme.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="authenticationScheme">The scheme's name.</param>
    /// <param name="configureOptions">Configures the scheme, after its section has been read.</param>
    public static AuthenticationBuilder AddJwtAuthorizer(
        this AuthenticationBuilder builder, string authenticationScheme, Action<JwtAuthorizerOptions> configureOptions) =>
        builder.AddJwtAuthorizer(authenticationScheme, displayName: null, configureOptions);

    /// <summary>Adds a scheme.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="authenticationScheme">The scheme's name.</param>
    /// <param name="displayName">The scheme's name for people.</param>
    /// <param name="configureOptions">Configures the scheme, after its section has been read.</param>
    public static AuthenticationBuilder AddJwtAuthorizer(
        this AuthenticationBuilder builder, string authenticationScheme, string? displayName, Action<JwtAuthorizerOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddAuthzOperation();
        services.AddAuthorization();
        services.TryAddSingleton<Schemes>();
        services.TryAddSingleton<IOptionsMonitor<JwtAuthorizerOptions>>(provider => provider.GetRequiredService<Schemes>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<JwtAuthorizerOptions>, SchemeConfiguration>());
        services.AddSingleton<IOptionsChangeTokenSource<JwtAuthorizerOptions>>(
            provider => new ConfigurationChangeTokenSource<JwtAuthorizerOptions>(
                authenticationScheme,
                provider.GetRequiredService<IAuthenticationConfigurationProvider>().GetSchemeConfiguration(authenticationScheme)));
        services.AddSingleton(new SchemeName(authenticationScheme));
        services.AddHostedService<SchemeService>();
        services.AddEndpointCoverage();
        return builder.AddScheme<JwtAuthorizerOptions, JwtAuthorizerHandler>(authenticationScheme, displayName, configureOptions);
    }

    /// <summary>Serves the metadata of the resource that the scheme <c>Bearer</c> protects, and names it in challenges.</summary>
    /// <inheritdoc cref="AddProtectedResource(AuthenticationBuilder, string, ProtectedResourceDefinition)"/>
    public static AuthenticationBuilder AddProtectedResource(
        this AuthenticationBuilder builder, ProtectedResourceDefinition resource) =>
        builder.AddProtectedResource(JwtAuthorizerDefaults.AuthenticationScheme, resource);

    /// <summary>
    /// Serves the metadata of the resource that a scheme protects (RFC 9728), to anyone and before the application's middleware, and names
    /// it in each of the scheme's challenges, together with the scopes that the endpoint asks for.
    /// </summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="authenticationScheme">The scheme's name, added by <c>AddJwtAuthorizer</c>.</param>
    /// <param name="resource">The resource.</param>
    public static AuthenticationBuilder AddProtectedResource(
        this AuthenticationBuilder builder, string authenticationScheme, ProtectedResourceDefinition resource)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(resource);
        builder.Services.Configure<JwtAuthorizerOptions>(authenticationScheme, options => options.ProtectedResource = resource);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, MetadataFilter>());
        return builder;
    }
}
