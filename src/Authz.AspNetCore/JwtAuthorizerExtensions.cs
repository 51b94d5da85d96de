using Authz.AspNetCore;
using Authz.AspNetCore.Authentication;
using Authz.AspNetCore.Configuration;
using Authz.AspNetCore.Operation;
using Microsoft.AspNetCore.Authentication;
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
}
