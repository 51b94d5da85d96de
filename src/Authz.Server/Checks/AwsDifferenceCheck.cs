using Authz.Definitions.Tree;
using Authz.Definitions.Validation;
using Authz.Server.Gateway.Mapping;

namespace Authz.Server.Checks;

/// <summary>Lists the parts of a definition that AWS does not support.</summary>
internal static class AwsDifferenceCheck
{
    private const string NoSuchSetting = "The service has no such setting.";
    private const string Remedy = "Leave it out if the same definition is deployed to AWS.";

    public static void Run(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            string authorizerPath = JsonPointer.Append("/authorizers", name);
            string entries = JsonPointer.Append(authorizerPath, "jwtConfiguration");
            if (authorizer.MaximumTokenLength is not null)
            {
                Report(context, JsonPointer.Append(authorizerPath, "maximumTokenLength"), NoSuchSetting);
            }

            if (authorizer.ProtectedResource is not null)
            {
                Report(
                    context,
                    JsonPointer.Append(authorizerPath, "protectedResource"),
                    "The service serves no metadata of protected resources, and its challenges name none.");
            }

            if (authorizer.JwtConfiguration.Count > 1)
            {
                Report(context, entries, "An authorizer of the service has one issuer.");
            }

            for (int index = 0; index < authorizer.JwtConfiguration.Count; index++)
            {
                Check(context, JsonPointer.Append(entries, index), authorizer.JwtConfiguration[index]);
            }
        }

        foreach (CheckedRoute route in context.Routes)
        {
            if (route.Definition.AllScopes.Count > 0)
            {
                Report(context, JsonPointer.Append(route.Path, "allScopes"), "The service never asks for all of several scopes.");
            }

            if (route.Definition.AllowEncodedSlash)
            {
                Report(context, JsonPointer.Append(route.Path, "allowEncodedSlash"), NoSuchSetting);
            }

            if (!route.Definition.TokenRequired)
            {
                Report(
                    context,
                    JsonPointer.Append(route.Path, "tokenRequired"),
                    "A JWT authorizer of the service refuses every request without a token.");
            }

            if (route.Definition.Tools is not null)
            {
                Report(context, JsonPointer.Append(route.Path, "tools"), "The service does not read which tool a request calls.");
            }

            CheckMappings(context, route);
            if (route.Definition.Integration?.ClaimFormat == ClaimFormat.Typed)
            {
                string path = JsonPointer.Append(JsonPointer.Append(route.Path, "integration"), "claimFormat");
                Report(context, path, "The service hands every claim over as a string.");
            }
        }
    }

    private static void CheckMappings(CheckContext context, CheckedRoute route)
    {
        foreach ((string key, string value) in route.Definition.Integration?.RequestParameters ?? new Dictionary<string, string>())
        {
            if (value.Contains(IdentitySource.ContextPrefix[1..] + ClaimJson.Variable, StringComparison.Ordinal))
            {
                string mappings = JsonPointer.Append(JsonPointer.Append(route.Path, "integration"), "requestParameters");
                Report(context, JsonPointer.Append(mappings, key), "The service has no such variable.");
            }
        }
    }

    private static void Check(CheckContext context, string path, JwtConfiguration entry)
    {
        if (entry.Algorithms is { } algorithms && algorithms.Any(algorithm => !algorithm.StartsWith("RS", StringComparison.Ordinal)))
        {
            Report(
                context,
                JsonPointer.Append(path, "algorithms"),
                "The service accepts tokens signed with RSA (RS256, RS384, RS512) only.");
        }

        if (entry.ClockSkew is { } skew && skew > TimeSpan.Zero)
        {
            Report(context, JsonPointer.Append(path, "clockSkew"), "The service allows no clock skew.");
        }

        if (KeySourceValidator.HasSource(entry))
        {
            Report(context, path, "The service always discovers the keys from the issuer.");
        }

        foreach (string member in SettingsOf(entry))
        {
            Report(context, JsonPointer.Append(path, member), NoSuchSetting);
        }

        if (entry.RequiredTokenType is not null)
        {
            Report(context, JsonPointer.Append(path, "requiredTokenType"), "The service does not tell an access token from an ID token.");
        }
    }

    private static IEnumerable<string> SettingsOf(JwtConfiguration entry)
    {
        (string Name, bool IsSet)[] members =
        [
            ("tenants", entry.Tenants.Count > 0),
            ("audienceClaims", entry.AudienceClaims is not null),
            ("scopeClaims", entry.ScopeClaims is not null),
            ("kidRequired", !entry.KidRequired),
            ("insecureHttpHosts", entry.InsecureHttpHosts.Count > 0),
            ("trustedCertificatesFile", entry.TrustedCertificatesFile is not null),
            ("jwksBearerTokenFile", entry.JwksBearerTokenFile is not null),
        ];
        return members.Where(member => member.IsSet).Select(member => member.Name);
    }

    private static void Report(CheckContext context, string path, string message) => context.Report(
        CheckCodes.AwsDiffers,
        path,
        message,
        Remedy);
}
