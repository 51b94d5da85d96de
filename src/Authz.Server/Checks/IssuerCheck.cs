using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds issuers that are probably not the exact <c>iss</c> of the tokens: it is compared byte for byte.</summary>
internal static class IssuerCheck
{
    private const string DiscoveryPath = "/.well-known/openid-configuration";

    // The form of 'iss' at these providers, by their documentation.
    private static readonly (string Host, bool HasSlash, string Provider)[] s_providers =
    [
        (".auth0.com", true, "Auth0"),
        (".amazonaws.com", false, "Amazon Cognito"),
        (".okta.com", false, "Okta"),
        ("login.microsoftonline.com", false, "Microsoft Entra ID"),
        ("sts.windows.net", true, "Microsoft Entra ID (tokens of version 1.0)"),
        ("accounts.google.com", false, "Google"),
    ];

    public static void Run(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            string entries = JsonPointer.Append(JsonPointer.Append("/authorizers", name), "jwtConfiguration");
            for (int index = 0; index < authorizer.JwtConfiguration.Count; index++)
            {
                string path = JsonPointer.Append(JsonPointer.Append(entries, index), "issuer");
                string issuer = authorizer.JwtConfiguration[index].Issuer;
                if (Uri.TryCreate(issuer, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "https" or "http")
                {
                    Check(context, path, issuer, parsed);
                }
            }
        }
    }

    private static void Check(CheckContext context, string path, string issuer, Uri parsed)
    {
        if (issuer.EndsWith(DiscoveryPath, StringComparison.Ordinal))
        {
            context.Report(
                CheckCodes.IssuerDiscoveryUrl,
                path,
                "The issuer is the URL of a discovery document; no token's 'iss' is that.",
                "Write the document's 'issuer'.");
            return;
        }

        if (!issuer.Contains(parsed.Host, StringComparison.Ordinal))
        {
            context.Report(
                CheckCodes.IssuerCase,
                path,
                $"The issuer's host is not in lower case, and 'iss' is compared byte for byte.",
                "Copy 'issuer' from the discovery document; 'authz check --online' compares it.");
        }

        if (parsed.Scheme == "http")
        {
            context.Report(
                CheckCodes.IssuerScheme,
                path,
                "The issuer is plain http; the service accepts https alone.",
                "Write an https issuer before deploying.");
        }

        CheckSlash(context, path, issuer, parsed);
    }

    private static void CheckSlash(CheckContext context, string path, string issuer, Uri parsed)
    {
        bool hasSlash = issuer.EndsWith('/');
        foreach ((string host, bool expected, string provider) in s_providers)
        {
            if (parsed.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase) && hasSlash != expected)
            {
                string with = expected ? "with" : "without";
                context.Report(
                    CheckCodes.IssuerSlash,
                    path,
                    $"{provider} writes 'iss' {with} a final slash; every token would be refused.",
                    $"Write the issuer {with} it.");
            }
        }
    }
}
