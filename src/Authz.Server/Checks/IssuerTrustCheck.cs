using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds issuers that hand tokens to anyone, keys that others can replace, and audiences that are none.</summary>
internal static class IssuerTrustCheck
{
    // Its "tenant" is everybody with a personal account.
    private const string ConsumerTenant = "9188040d-6c67-4c5b-b112-36a304b66dad";

    private static readonly string[] s_entraHosts = ["login.microsoftonline.com", "sts.windows.net"];
    private static readonly string[] s_tenantless = ["common", "organizations", "consumers"];

    // Whoever has an account there gets a token for an audience of their choice, or of this application.
    private static readonly (string Issuer, string Provider, string Who)[] s_public =
    [
        ("https://token.actions.githubusercontent.com", "GitHub Actions", "every workflow on GitHub"),
        ("https://gitlab.com", "GitLab", "every job on gitlab.com"),
        ("https://accounts.google.com", "Google", "everyone with a Google account"),
        ("accounts.google.com", "Google", "everyone with a Google account"),
    ];

    public static void Run(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            string entries = JsonPointer.Append(JsonPointer.Append("/authorizers", name), "jwtConfiguration");
            for (int index = 0; index < authorizer.JwtConfiguration.Count; index++)
            {
                string path = JsonPointer.Append(entries, index);
                JwtConfiguration entry = authorizer.JwtConfiguration[index];
                CheckTenants(context, path, entry);
                if (!ClaimNarrowing.IsNarrowed(context.Definition, name, entry))
                {
                    CheckPublic(context, path, entry);
                }

                CheckHosts(context, path, entry);
                CheckAudience(context, path, entry);
            }
        }
    }

    private static void CheckTenants(CheckContext context, string path, JwtConfiguration entry)
    {
        string issuerPath = JsonPointer.Append(path, "issuer");
        if (Uri.TryCreate(entry.Issuer, UriKind.Absolute, out Uri? issuer)
            && s_entraHosts.Contains(issuer.Host, StringComparer.OrdinalIgnoreCase))
        {
            string tenant = issuer.Segments.Length > 1 ? issuer.Segments[1].TrimEnd('/') : "";
            if (s_tenantless.Contains(tenant, StringComparer.OrdinalIgnoreCase))
            {
                ReportTenantless(context, issuerPath, entry.Issuer, tenant);
            }
            else if (tenant.Equals(ConsumerTenant, StringComparison.OrdinalIgnoreCase))
            {
                ReportConsumers(context, issuerPath);
            }
        }

        for (int index = 0; index < entry.Tenants.Count; index++)
        {
            if (entry.Tenants[index].Equals(ConsumerTenant, StringComparison.OrdinalIgnoreCase))
            {
                ReportConsumers(context, JsonPointer.Append(JsonPointer.Append(path, "tenants"), index));
            }
        }
    }

    private static void ReportTenantless(CheckContext context, string path, string issuer, string tenant)
    {
        bool isSecond = issuer.Contains("/v2.0", StringComparison.OrdinalIgnoreCase);
        string template = isSecond ? "https://login.microsoftonline.com/{tenantid}/v2.0" : "https://sts.windows.net/{tenantid}/";
        string metadata = $"https://login.microsoftonline.com/organizations{(isSecond ? "/v2.0" : "")}/.well-known/openid-configuration";
        context.Report(
            CheckCodes.IssuerMultiTenant,
            path,
            $"No token has '{tenant}' in its 'iss', but its tenant: every token would be refused.",
            $"Write 'issuer: \"{template}\"', 'tenants: [\"TENANT-ID\"]' and 'metadataUri: \"{metadata}\"'.");
    }

    private static void ReportConsumers(CheckContext context, string path) => context.Report(
        CheckCodes.IssuerPersonalAccounts,
        path,
        "This is the tenant of personal Microsoft accounts: anyone can have one.",
        "Remove it, unless the API is for the public.");

    private static void CheckPublic(CheckContext context, string path, JwtConfiguration entry)
    {
        string issuer = entry.Issuer.EndsWith('/') ? entry.Issuer[..^1] : entry.Issuer;
        foreach ((_, string provider, string who) in s_public.Where(known => known.Issuer == issuer))
        {
            context.Report(
                CheckCodes.IssuerPublic,
                JsonPointer.Append(path, "issuer"),
                $"{provider} gives a token for this audience to {who}, not to yours alone.",
                "Write a condition that names whose tokens are meant, such as their repository, project or domain.");
        }
    }

    private static void CheckHosts(CheckContext context, string path, JwtConfiguration entry)
    {
        for (int index = 0; index < entry.InsecureHttpHosts.Count; index++)
        {
            context.Report(
                CheckCodes.IssuerInsecureHttp,
                JsonPointer.Append(JsonPointer.Append(path, "insecureHttpHosts"), index),
                $"Keys may come from '{entry.InsecureHttpHosts[index]}' over http: whoever is on the way to it can issue tokens.",
                "Serve them over https, with 'trustedCertificatesFile' for a private CA, before others can reach the network.");
        }
    }

    private static void CheckAudience(CheckContext context, string path, JwtConfiguration entry)
    {
        if (entry.AudienceClaims is [not "aud", ..])
        {
            context.Report(
                CheckCodes.AudienceClaimOther,
                JsonPointer.Append(path, "audienceClaims"),
                $"'{entry.AudienceClaims[0]}' decides before 'aud': tokens that were made for other APIs may be accepted.",
                "Write 'aud' first, and have the issuer name this API in it.");
        }
    }
}
