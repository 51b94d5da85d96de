using System.Buffers;
using Authz.Definitions.Tree;
using Authz.Keys;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of an issuer that is a template for tenants.</summary>
internal static class TenantValidator
{
    private const int MaximumTenants = 256;

    // RFC 3986 section 2.3: a tenant is a path segment with one spelling.
    private static readonly SearchValues<char> s_tenant = SearchValues.Create(RfcText.UnreservedCharacters);

    public static void Validate(string path, JwtConfiguration entry, DefinitionReport report)
    {
        bool isTemplate = entry.Issuer.Contains(TokenIssuer.Placeholder, StringComparison.Ordinal);
        string tenantsPath = JsonPointer.Append(path, "tenants");
        if (!isTemplate && entry.Tenants.Count == 0)
        {
            return;
        }

        if (!isTemplate)
        {
            report.Add(
                tenantsPath,
                $"The issuer has no '{TokenIssuer.Placeholder}', so tenants mean nothing.",
                $"Write the tenant's path segment in the issuer as '{TokenIssuer.Placeholder}', or remove 'tenants'.");
            return;
        }

        ValidateTemplate(JsonPointer.Append(path, "issuer"), entry, report);
        if (entry.Tenants.Count is 0 or > MaximumTenants)
        {
            report.Add(
                tenantsPath,
                entry.Tenants.Count == 0 ? "No tenant is accepted." : $"More than {MaximumTenants} tenants are accepted.",
                $"List 1 to {MaximumTenants} tenants whose tokens are accepted. There is no way to accept them all.");
        }

        ValidateTenants(tenantsPath, entry.Tenants, report);
    }

    private static void ValidateTemplate(string path, JwtConfiguration entry, DefinitionReport report)
    {
        if (!IsOneSegment(entry.Issuer))
        {
            report.Add(
                path,
                $"'{TokenIssuer.Placeholder}' is not one whole segment of the issuer's path.",
                $"Write it once, between slashes, such as 'https://login.microsoftonline.com/{TokenIssuer.Placeholder}/v2.0'.");
        }

        if (!KeySourceValidator.HasSource(entry))
        {
            report.Add(
                path,
                "The issuer is a template, so its keys cannot be discovered from it.",
                "Write 'metadataUri' or 'jwksUri', such as " +
                "'https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration'.");
        }
    }

    private static bool IsOneSegment(string issuer)
    {
        int host = issuer.IndexOf("://", StringComparison.Ordinal);
        int path = host < 0 ? -1 : issuer.IndexOf('/', host + "://".Length);
        return path >= 0 && issuer[path..].Split('/').Count(segment => segment == TokenIssuer.Placeholder) == 1
            && issuer.Split(TokenIssuer.Placeholder).Length == 2 && !issuer.Contains('?', StringComparison.Ordinal);
    }

    private static void ValidateTenants(string path, IReadOnlyList<string> tenants, DefinitionReport report)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int index = 0; index < tenants.Count && !report.IsFull; index++)
        {
            string tenant = tenants[index];
            if (tenant is "" or "." or ".." || tenant.AsSpan().ContainsAnyExcept(s_tenant))
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"'{tenant}' is not a tenant.",
                    "Write one tenant for each item: letters, digits, '-', '.', '_' and '~', such as the tenant's id.");
            }
            else if (!seen.Add(tenant))
            {
                report.Add(JsonPointer.Append(path, index), $"The tenant '{tenant}' is listed twice.", "Remove one of the two.");
            }
        }
    }
}
