using Authz.Claims;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of the claims that hold audience and scopes.</summary>
internal static class ClaimsValidator
{
    private const int MaximumClaims = 8;

    public static void Validate(string path, JwtConfiguration entry, DefinitionReport report)
    {
        ValidateList(JsonPointer.Append(path, "audienceClaims"), entry.AudienceClaims, allowsPointers: false, report);
        ValidateList(JsonPointer.Append(path, "scopeClaims"), entry.ScopeClaims, allowsPointers: true, report);
    }

    private static void ValidateList(string path, IReadOnlyList<string>? claims, bool allowsPointers, DefinitionReport report)
    {
        if (claims is { Count: 0 or > MaximumClaims })
        {
            report.Add(
                path,
                claims.Count == 0 ? "No claim is named." : $"More than {MaximumClaims} claims are named.",
                $"Name 1 to {MaximumClaims} claims, or leave it out for the default.");
        }

        for (int index = 0; index < (claims?.Count ?? 0) && !report.IsFull; index++)
        {
            string claim = claims![index];
            bool isPointer = claim.StartsWith('/');
            if ((isPointer && !allowsPointers) || !ClaimPath.TryParse(claim, out _) || claims.Take(index).Contains(claim))
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"'{claim}' does not name a claim{(claim.Length > 0 ? " that is not named before" : "")}.",
                    allowsPointers
                        ? "Write a claim's name, such as 'permissions', or a JSON Pointer through objects, such as '/realm_access/roles'."
                        : "Write a claim's name, such as 'azp'.");
            }
        }
    }
}
