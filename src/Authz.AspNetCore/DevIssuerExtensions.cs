using Authz.AspNetCore;
using Authz.AspNetCore.Development;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives tokens to developers.</summary>
public static class DevIssuerExtensions
{
    /// <summary>Adds a dev issuer to the scheme <c>Bearer</c>.</summary>
    /// <inheritdoc cref="AddDevIssuer(AuthenticationBuilder, string)"/>
    public static AuthenticationBuilder AddDevIssuer(this AuthenticationBuilder builder) =>
        builder.AddDevIssuer(JwtAuthorizerDefaults.AuthenticationScheme);

    /// <summary>
    /// Adds an issuer to a scheme that exists in this process only, beside the scheme's own issuers, and serves its tokens to this machine
    /// at <c>/dev-issuer/token</c>: <c>?scope=a%20b</c>, <c>sub</c>, <c>audience</c>, <c>expires_in</c> in seconds, and <c>claim=k=v</c> or
    /// <c>claim=k:=JSON</c>. Its key is new at every start. It signs for anyone, so that an application in another environment than
    /// Development does not start with it.
    /// </summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="authenticationScheme">The scheme's name, added by <c>AddJwtAuthorizer</c>.</param>
    public static AuthenticationBuilder AddDevIssuer(this AuthenticationBuilder builder, string authenticationScheme)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(authenticationScheme);
        builder.Services.TryAddSingleton<DevIssuer>();
        builder.Services.AddOptions<JwtAuthorizerOptions>(authenticationScheme)
            .Configure<DevIssuer>((options, issuer) => options.DevIssuer = issuer);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, DevIssuerFilter>());
        return builder;
    }
}
