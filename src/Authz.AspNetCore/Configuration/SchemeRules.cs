using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Configuration;

/// <summary>The problems of a scheme's options that an API definition cannot have.</summary>
internal static class SchemeRules
{
    // Entra ID's addresses for several tenants: the iss of their tokens differs from tenant to tenant.
    private static readonly string[] s_tenantless = ["/common", "/organizations", "/consumers"];

    /// <summary>Required options that only code can set to null.</summary>
    public static IEnumerable<string> FindNulls(JwtAuthorizerOptions options)
    {
        if (options.TokenValidationParameters is null)
        {
            yield return "'TokenValidationParameters' is null. Leave it as it is, or set new parameters.";
        }

        if (options.Engine is null)
        {
            yield return "'Engine' is null. Leave it as it is, or set new options.";
        }

        if (options.InsecureHttpHosts.Concat(options.Tenants).Concat(options.AudienceClaims ?? []).Concat(options.ScopeClaims ?? [])
            .Any(text => text is null))
        {
            yield return "'InsecureHttpHosts', 'Tenants', 'AudienceClaims' or 'ScopeClaims' has an item that is null. Remove it.";
        }

        if (options.TokenBinding is { Origins: null } || options.TokenBinding?.Origins.Any(text => text is null) == true)
        {
            yield return "'TokenBinding' has an origin that is null. Remove it.";
        }

        if (options.Issuers.Any(entry => entry is null))
        {
            yield return "'Issuers' has an item that is null. Remove it.";
        }
    }

    public static void Check(
        JwtAuthorizerOptions options, IReadOnlyList<JwtConfiguration> issuers, IServiceProvider services, List<string> problems)
    {
        problems.AddRange(TokenValidationRules.Check(options.TokenValidationParameters));
        problems.AddRange(
            from entry in issuers
            where entry.Tenants.Count == 0 && IsTemplate(entry.Issuer)
            select $"'{entry.Issuer}' matches many issuers. Name each tenant's issuer, such as " +
                "'https://login.microsoftonline.com/TENANT-ID/v2.0', in 'Issuers'; or set 'ValidIssuer' to " +
                "'https://login.microsoftonline.com/{tenantid}/v2.0', 'Tenants' to the accepted ones, and 'MetadataAddress' to " +
                "'https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration'.");
        if (options.RefusalBody == RefusalBody.ProblemDetails && services.GetService<IProblemDetailsService>() is null)
        {
            problems.Add("'RefusalBody' is ProblemDetails, which no service writes. Call builder.Services.AddProblemDetails().");
        }

        if (string.IsNullOrEmpty(options.Challenge) || options.Challenge.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            problems.Add("'Challenge' is not a header value. Write a scheme, and optionally a realm, in printable ASCII.");
        }

        if (options.QueryTokenPaths.Any(path => path.Value is null or "" or "/"))
        {
            problems.Add("'QueryTokenPaths' has the root: every URL could then carry a token. Name the paths that need it.");
        }
    }

    private static bool IsTemplate(string issuer) =>
        issuer.Contains('{', StringComparison.Ordinal)
        || (Uri.TryCreate(issuer, UriKind.Absolute, out Uri? url)
            && url.Host.StartsWith("login.microsoftonline.", StringComparison.OrdinalIgnoreCase)
            && s_tenantless.Any(path => url.AbsolutePath.StartsWith(path, StringComparison.OrdinalIgnoreCase)));
}
