using System.IdentityModel.Tokens.Jwt;
using Authz.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore;

/// <summary>
/// Which tokens a scheme accepts, and how it answers. Members that JwtBearer also has mean the same; nothing here switches a check off.
/// Everything is validated when the application starts, and all problems are reported at once.
/// </summary>
public sealed partial class JwtAuthorizerOptions : AuthenticationSchemeOptions
{
    /// <summary>Options without an issuer: not valid yet.</summary>
    public JwtAuthorizerOptions() => Events = new JwtAuthorizerEvents();

    /// <summary>
    /// The issuer, if no other is named: an https URL, or http on a loopback address. The exact <c>iss</c> is the one in its discovery
    /// document, which must be this value with or without a final slash.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>An accepted audience, beside those of <see cref="TokenValidationParameters"/>. At least one must be named.</summary>
    public string? Audience { get; set; }

    /// <summary>The URL of the key set, for a single issuer without a discovery document; null to discover it.</summary>
    public string? JwksUri { get; set; }

    /// <summary>
    /// The URL of the discovery document, if it is not below <see cref="Authority"/>; null to find it from the issuer. The document must
    /// name the issuer: the authority, with or without a final slash.
    /// </summary>
    public string? MetadataAddress { get; set; }

    /// <summary>
    /// Hosts that may be asked for keys over http, each <c>host:port</c>, for development: anybody on the way to them can issue tokens.
    /// They are logged as a warning at start.
    /// </summary>
    /// <value>The default is none.</value>
    public IList<string> InsecureHttpHosts { get; } = [];

    /// <summary><see cref="JwtConfiguration.TrustedCertificatesFile"/> of a single issuer.</summary>
    public string? TrustedCertificatesFile { get; set; }

    /// <summary><see cref="JwtConfiguration.JwksBearerTokenFile"/> of a single issuer.</summary>
    public string? JwksBearerTokenFile { get; set; }

    /// <summary>
    /// The tenants whose tokens are accepted, if the issuer is a template with <c>{tenantid}</c>
    /// (<see cref="JwtConfiguration.Tenants"/>).
    /// </summary>
    /// <value>The default is none: the issuer is exact.</value>
    public IList<string> Tenants { get; } = [];

    /// <summary>The claims that hold the audience (<see cref="JwtConfiguration.AudienceClaims"/>).</summary>
    /// <value>The default is null: <c>aud</c>, then <c>client_id</c>.</value>
    public IList<string>? AudienceClaims { get; set; }

    /// <summary>The claims that hold the scopes, names or JSON Pointers (<see cref="JwtConfiguration.ScopeClaims"/>).</summary>
    /// <value>The default is null: <c>scp</c>, then <c>scope</c>.</value>
    public IList<string>? ScopeClaims { get; set; }

    /// <summary>Whether a token must name its key (<see cref="JwtConfiguration.KidRequired"/>).</summary>
    /// <value>The default is true.</value>
    public bool KidRequired { get; set; } = true;

    /// <summary>
    /// The longest token that is looked at, in characters: 256 to 32,768 (<see cref="AuthorizerDefinition.MaximumTokenLength"/>). Beyond
    /// about 30,000, Kestrel's <c>MaxRequestHeadersTotalSize</c> must grow as well.
    /// </summary>
    /// <value>The default is null: 8,192.</value>
    public int? MaximumTokenLength { get; set; }

    /// <summary>
    /// How tokens must be bound to their sender (<see cref="AuthorizerDefinition.TokenBinding"/>). A bound token comes as
    /// <c>Authorization: DPoP TOKEN</c>, with a proof in the header <c>DPoP</c>, or over a connection with its client certificate.
    /// </summary>
    /// <value>The default is null: bound tokens are refused.</value>
    public TokenBinding? TokenBinding { get; set; }

    /// <summary>Which tokens are refused because they were revoked (<see cref="AuthorizerDefinition.Revocation"/>).</summary>
    /// <value>The default is null: a token is good until it expires.</value>
    public RevocationDefinition? Revocation { get; set; }

    /// <summary>
    /// The issuers of a scheme that has several, chosen by exact <c>iss</c>, each with its own keys, algorithms and audiences. In place of
    /// <see cref="Authority"/>, <see cref="Audience"/>, <see cref="JwksUri"/>, <see cref="ClockSkew"/> and
    /// <see cref="TokenValidationParameters"/>' issuers, audiences, algorithms, types and clock skew, and of the options above that an
    /// entry has as well; they are refused at start beside these.
    /// </summary>
    public IList<JwtConfiguration> Issuers { get; } = [];

    /// <summary>How far the issuers' clocks may differ from ours; at most five minutes.</summary>
    /// <value>The default is null: 60 seconds, or the value of <see cref="TokenValidationParameters"/> if that is not JwtBearer's five
    /// minutes.</value>
    public TimeSpan? ClockSkew { get; set; }

    /// <summary>
    /// JwtBearer's parameters. Supported: <c>ValidIssuer(s)</c>, <c>ValidAudience(s)</c>, <c>ValidAlgorithms</c>, one of <c>ValidTypes</c>,
    /// <c>ClockSkew</c>, <c>NameClaimType</c>, <c>RoleClaimType</c>, <c>AuthenticationType</c>. Any other that differs from its default is
    /// refused at start.
    /// </summary>
    public TokenValidationParameters TokenValidationParameters { get; set; } = new();

    /// <summary>The claim that is <c>User.Identity.Name</c>.</summary>
    public string NameClaimType
    {
        get => TokenValidationParameters.NameClaimType;
        set => TokenValidationParameters.NameClaimType = value;
    }

    /// <summary>The claim that <c>User.IsInRole</c> and <c>[Authorize(Roles = …)]</c> read.</summary>
    public string RoleClaimType
    {
        get => TokenValidationParameters.RoleClaimType;
        set => TokenValidationParameters.RoleClaimType = value;
    }

    /// <summary>Whether well-known claims get their long .NET names, such as <c>sub</c> the one of a name identifier.</summary>
    /// <value>The default is JwtBearer's: true, unless <c>JwtSecurityTokenHandler.DefaultMapInboundClaims</c> says otherwise.</value>
    public bool MapInboundClaims { get; set; } = JwtSecurityTokenHandler.DefaultMapInboundClaims;

    /// <summary>Whether <c>HttpContext.GetTokenAsync("access_token")</c> finds the token.</summary>
    /// <value>The default is true.</value>
    public bool SaveToken { get; set; } = true;

    /// <summary>
    /// Paths below which the token may come in the query parameter <c>access_token</c>, as browsers send it for SignalR. URLs end up in
    /// logs: name as few as possible.
    /// </summary>
    /// <value>The default is none.</value>
    public IList<PathString> QueryTokenPaths { get; } = [];

    /// <summary>The start of the challenge: the scheme, and a realm if there is one.</summary>
    /// <value>The default is <c>Bearer</c>.</value>
    public string Challenge { get; set; } = "Bearer";

    /// <summary>Whether the challenge has the error and its description (RFC 6750 section 3).</summary>
    /// <value>The default is true.</value>
    public bool IncludeErrorDetails { get; set; } = true;

    /// <summary>
    /// How clients learn what token to get (RFC 9728). Every challenge names the metadata, which <c>AddProtectedResource</c> serves as well:
    /// call it rather than set this.
    /// </summary>
    /// <value>The default is null: clients know.</value>
    public ProtectedResourceDefinition? ProtectedResource { get; set; }

    /// <summary>The body of refusals.</summary>
    /// <value>The default is <see cref="RefusalBody.None"/>.</value>
    public RefusalBody RefusalBody { get; set; }

    /// <summary>The application's hooks into authentication.</summary>
    public new JwtAuthorizerEvents Events
    {
        get => (JwtAuthorizerEvents)base.Events!;
        set => base.Events = value;
    }

    /// <summary>
    /// Sends the requests for keys in place of the client named <see cref="JwtAuthorizerDefaults.HttpClientName"/>; it must not follow
    /// redirects.
    /// </summary>
    public HttpMessageHandler? BackchannelHttpHandler { get; set; }

    /// <summary>How the engine works. Its clock and its handler are the application's unless they are set here.</summary>
    public ApiAuthorizerOptions Engine { get; set; } = new();

    /// <summary>The issuer in this process whose tokens are accepted too, in Development; else null.</summary>
    internal Development.DevIssuer? DevIssuer { get; set; }

    // The problems of the configuration section, until all problems are reported together.
    internal List<string> Problems { get; } = [];

    // The compiled form of these options; null until they are valid.
    internal CompiledScheme? Compiled { get; set; }
}
