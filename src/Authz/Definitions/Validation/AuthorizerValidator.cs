using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;
using Authz.Keys;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of an authorizer.</summary>
internal static class AuthorizerValidator
{
    public static void Validate(string path, AuthorizerDefinition authorizer, CompatibilityProfile profile, DefinitionReport report)
    {
        AuthorizerFormat.Authorizer.CheckRanges(path, authorizer, report);
        ExtensionValidator.Validate(path, authorizer, profile, report);
        ValidateIdentitySource(JsonPointer.Append(path, "identitySource"), authorizer, report);
        ValidateIssuers(JsonPointer.Append(path, "jwtConfiguration"), authorizer, profile, report);
        TokenBindingValidator.Validate(path, authorizer, report);
        RevocationValidator.Validate(path, authorizer, report);
        if (authorizer.ProtectedResource is { } resource)
        {
            ProtectedResourceValidator.Validate(JsonPointer.Append(path, "protectedResource"), resource, authorizer, report);
        }
    }

    private static void ValidateIdentitySource(string path, AuthorizerDefinition authorizer, DefinitionReport report)
    {
        if (!IdentitySource.TryParse(authorizer.IdentitySource, out IdentitySource source)
            || source.Kind is not (IdentitySourceKind.Header or IdentitySourceKind.QueryString))
        {
            report.Add(
                path,
                $"'{authorizer.IdentitySource}' is not an identity source of a JWT authorizer.",
                $"Write one '{IdentitySource.HeaderPrefix}NAME' or '{IdentitySource.QueryStringPrefix}NAME', such as "
                + $"'{AuthorizerDefinition.DefaultIdentitySource}'. A cookie would come with requests of other sites, and a second source "
                + "would be a second credential.");
        }
        else if (source.Kind == IdentitySourceKind.Header)
        {
            ProxyHeaderValidator.Validate(path, source.Name, report);
        }
    }

    private static void ValidateIssuers(
        string entries, AuthorizerDefinition authorizer, CompatibilityProfile profile, DefinitionReport report)
    {
        if (authorizer.JwtConfiguration.Count == 0)
        {
            report.Add(entries, "The authorizer accepts no issuer.", "Add 'jwtConfiguration' with 'issuer' and 'audience'.");
        }

        HashSet<string> issuers = new(StringComparer.Ordinal);
        for (int index = 0; index < authorizer.JwtConfiguration.Count; index++)
        {
            JwtConfiguration entry = authorizer.JwtConfiguration[index];
            string entryPath = JsonPointer.Append(entries, index);
            JwtConfigurationValidator.Validate(entryPath, entry, profile, report);
            string? repeated = IssuersOf(entry).FirstOrDefault(issuer => issuer.Length > 0 && !issuers.Add(issuer));
            if (repeated is not null)
            {
                report.Add(
                    JsonPointer.Append(entryPath, "issuer"),
                    $"The authorizer has the issuer '{repeated}' twice.",
                    "Merge the two entries: a token's entry is chosen by its exact 'iss'.");
            }
        }
    }

    // A template stands for the issuer of each of its tenants. One that is listed twice is the tenants' own problem.
    private static IEnumerable<string> IssuersOf(JwtConfiguration entry) => entry.Tenants.Count == 0
        ? [entry.Issuer]
        : entry.Tenants.Distinct().Select(tenant => entry.Issuer.Replace(TokenIssuer.Placeholder, tenant, StringComparison.Ordinal)).Distinct();
}
