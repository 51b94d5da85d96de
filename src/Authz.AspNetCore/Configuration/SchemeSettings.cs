using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.Configuration;

/// <summary>
/// The settings of a scheme's section: the effect of each, and the remedy for JwtBearer's unsupported ones.
/// </summary>
internal static class SchemeSettings
{
    public static readonly FrozenDictionary<string, Action<JwtAuthorizerOptions, SettingReader>> Supported =
        new Dictionary<string, Action<JwtAuthorizerOptions, SettingReader>>
        {
            ["Authority"] = (options, setting) => options.Authority = setting.Text(),
            ["Audience"] = (options, setting) => options.Audience = setting.Text(),
            ["ValidIssuer"] = (options, setting) => options.TokenValidationParameters.ValidIssuer = setting.Text(),
            ["ValidIssuers"] = (options, setting) => options.TokenValidationParameters.ValidIssuers = setting.Texts(),
            ["ValidAudience"] = (options, setting) => options.TokenValidationParameters.ValidAudience = setting.Text(),
            ["ValidAudiences"] = (options, setting) => options.TokenValidationParameters.ValidAudiences = setting.Texts(),
            ["Algorithms"] = (options, setting) => options.TokenValidationParameters.ValidAlgorithms = setting.Texts(),
            ["RequiredTokenType"] = (options, setting) =>
                options.TokenValidationParameters.ValidTypes = setting.RequiredText() is { } type ? [type] : null,
            ["ClockSkew"] = (options, setting) => options.ClockSkew = setting.Duration(),
            ["JwksUri"] = (options, setting) => options.JwksUri = setting.RequiredText(),
            ["MetadataAddress"] = (options, setting) => options.MetadataAddress = setting.Text(),
            ["InsecureHttpHosts"] = (options, setting) => setting.Texts().ForEach(options.InsecureHttpHosts.Add),
            ["TrustedCertificatesFile"] = (options, setting) => options.TrustedCertificatesFile = setting.RequiredText(),
            ["JwksBearerTokenFile"] = (options, setting) => options.JwksBearerTokenFile = setting.RequiredText(),
            ["Tenants"] = (options, setting) => setting.Texts().ForEach(options.Tenants.Add),
            ["AudienceClaims"] = (options, setting) => options.AudienceClaims = setting.Texts(),
            ["ScopeClaims"] = (options, setting) => options.ScopeClaims = setting.Texts(),
            ["KidRequired"] = (options, setting) => options.KidRequired = setting.Flag(options.KidRequired),
            ["MaximumTokenLength"] = (options, setting) => options.MaximumTokenLength = setting.WholeNumber(),
            ["Revocation"] = (options, setting) => options.Revocation = RevocationSettings.Read(setting),
            ["TokenBinding"] = (options, setting) => options.TokenBinding = TokenBindingSettings.Read(setting),
            ["Issuers"] = (options, setting) => IssuerSettings.AddTo(options.Issuers, setting),
            ["NameClaimType"] = (options, setting) => options.NameClaimType = setting.RequiredText() ?? options.NameClaimType,
            ["RoleClaimType"] = (options, setting) => options.RoleClaimType = setting.RequiredText() ?? options.RoleClaimType,
            ["MapInboundClaims"] = (options, setting) => options.MapInboundClaims = setting.Flag(options.MapInboundClaims),
            ["SaveToken"] = (options, setting) => options.SaveToken = setting.Flag(options.SaveToken),
            ["QueryTokenPaths"] = (options, setting) => setting.Texts().ForEach(path => AddPath(options, path, setting)),
            ["Challenge"] = (options, setting) => options.Challenge = setting.Text() ?? options.Challenge,
            ["IncludeErrorDetails"] = (options, setting) => options.IncludeErrorDetails = setting.Flag(options.IncludeErrorDetails),
            ["RefusalBody"] = (options, setting) => options.RefusalBody = setting.Choice<RefusalBody>(),
            ["ForwardDefault"] = (options, setting) => options.ForwardDefault = setting.Text(),
            ["ForwardAuthenticate"] = (options, setting) => options.ForwardAuthenticate = setting.Text(),
            ["ForwardChallenge"] = (options, setting) => options.ForwardChallenge = setting.Text(),
            ["ForwardForbid"] = (options, setting) => options.ForwardForbid = setting.Text(),
            ["ForwardSignIn"] = (options, setting) => options.ForwardSignIn = setting.Text(),
            ["ForwardSignOut"] = (options, setting) => options.ForwardSignOut = setting.Text(),
            ["SigningKeys"] = RefuseSigningKeys,
            ["ValidateIssuer"] = (_, setting) =>
                RequireTrue(setting, "An issuer is always checked. Name it in 'Authority', 'ValidIssuers' or 'Issuers'."),
            ["ValidateAudience"] = (_, setting) =>
                RequireTrue(setting, "An audience is always checked. Name it in 'Audience' or 'ValidAudiences'."),
            ["ValidateLifetime"] = (_, setting) => RequireTrue(setting, "'exp' is always checked. Mint a token that lives longer."),
            ["ValidateIssuerSigningKey"] = (_, setting) => RequireTrue(setting, "Keys are always checked. Remove it."),
            ["RequireHttpsMetadata"] = (_, setting) => RequireTrue(
                setting, "Keys come over https, or from a loopback address. Remove it; on this machine http://localhost is trusted, and " +
                "'InsecureHttpHosts' names other hosts that may be asked over http, such as 'keycloak:8080'."),
            ["RefreshOnIssuerKeyNotFound"] = (_, setting) =>
                RequireTrue(setting, "An unknown key is always asked for, once per 30 seconds at most. Remove it."),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static readonly FrozenDictionary<string, string> Unsupported = new Dictionary<string, string>
    {
        ["BackchannelTimeout"] = "is not used: a fetch ends after 5 seconds. Remove it.",
        ["AutomaticRefreshInterval"] =
            "is not used: keys are fetched ahead of need, as 'Cache-Control' says, between 5 minutes and 1 hour. Remove it.",
        ["RefreshInterval"] = "is not used: an unknown key is asked for once per 30 seconds at most. Remove it.",
        ["UseSecurityTokenValidators"] = "is not used: the checks are fixed. Remove it.",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // The keys of 'dotnet user-jwts', which 'dotnet user-jwts clear' leaves in the user's secrets.
    private static void RefuseSigningKeys(JwtAuthorizerOptions options, SettingReader setting) => setting.Refuse(
        "holds symmetric keys, as 'dotnet user-jwts' makes them: anyone who can check such a token can mint one. Remove them: " +
        string.Join("; ", setting.Leaves().Select(path => $"dotnet user-secrets remove \"{path}\"")) +
        ". Then use a development issuer: AddJwtAuthorizer().AddDevIssuer() in Development, or 'authz issuer' and 'authz token'.");

    private static void RequireTrue(SettingReader setting, string remedy)
    {
        if (!setting.Flag(otherwise: true))
        {
            setting.Refuse($"is false. {remedy}");
        }
    }

    private static void AddPath(JwtAuthorizerOptions options, string path, SettingReader setting)
    {
        if (path.StartsWith('/'))
        {
            options.QueryTokenPaths.Add(new PathString(path));
        }
        else
        {
            setting.Refuse($"has '{path}', which is not a path. Begin it with '/'.");
        }
    }
}
