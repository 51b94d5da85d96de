using System.ComponentModel;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore;

// Members of JwtBearer's options that are not supported. The compiler refuses them with the remedy; set in another way, such as by a
// configuration binder, they are refused at start.
public sealed partial class JwtAuthorizerOptions
{
    private const string Timeout = "A fetch of keys ends after 5 seconds. Remove 'BackchannelTimeout'.";
    private const string Refreshing =
        "Keys are fetched ahead of need, as 'Cache-Control' says, between 5 minutes and 1 hour. Remove 'AutomaticRefreshInterval'.";

    private const string Unknown = "An unknown key is asked for at once, once per 30 seconds at most. Remove ";
    private const string Https =
        "Keys come over https, or from a loopback address. Remove 'RequireHttpsMetadata'; 'InsecureHttpHosts' names other hosts that may " +
        "be asked over http, such as 'keycloak:8080'.";

    private const string Client =
        "Configure the client: services.AddHttpClient(JwtAuthorizerDefaults.HttpClientName), or set 'BackchannelHttpHandler'.";

    private const string Keys =
        "Keys come from the issuer, or from a file named in 'Issuers'. In tests set 'BackchannelHttpHandler' to the handler of " +
        "Authz.Testing's FakeIssuer. Remove ";

    private const string Checks = "The checks are fixed. Check claims in OnTokenValidated or a policy. Remove ";

    /// <summary>Not supported; the message of the compiler names the remedy.</summary>
    [Obsolete(Timeout, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TimeSpan BackchannelTimeout
    {
        get => default;
        set => Problems.Add(Timeout);
    }

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Refreshing, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TimeSpan AutomaticRefreshInterval
    {
        get => default;
        set => Problems.Add(Refreshing);
    }

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Unknown + "'RefreshInterval'.", error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TimeSpan RefreshInterval
    {
        get => default;
        set => Problems.Add(Unknown + "'RefreshInterval'.");
    }

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Unknown + "'RefreshOnIssuerKeyNotFound'.", error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool RefreshOnIssuerKeyNotFound
    {
        get => true;
        set => Problems.Add(Unknown + "'RefreshOnIssuerKeyNotFound'.");
    }

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Https, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool RequireHttpsMetadata
    {
        get => true;
        set => Problems.Add(Https);
    }

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Client, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public HttpClient? Backchannel
    {
        get => null;
        set => Problems.Add(Client);
    }

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Keys + "'Configuration'.", error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public OpenIdConnectConfiguration? Configuration
    {
        get => null;
        set => Problems.Add(Keys + "'Configuration'.");
    }

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Keys + "'ConfigurationManager'.", error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IConfigurationManager<OpenIdConnectConfiguration>? ConfigurationManager
    {
        get => null;
        set => Problems.Add(Keys + "'ConfigurationManager'.");
    }

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Checks + "'TokenHandlers'.", error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IList<TokenHandler> TokenHandlers => [];

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Checks + "'SecurityTokenValidators'.", error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IList<object> SecurityTokenValidators => [];

    /// <inheritdoc cref="BackchannelTimeout"/>
    [Obsolete(Checks + "'UseSecurityTokenValidators'.", error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool UseSecurityTokenValidators
    {
        get => false;
        set => Problems.Add(Checks + "'UseSecurityTokenValidators'.");
    }
}
