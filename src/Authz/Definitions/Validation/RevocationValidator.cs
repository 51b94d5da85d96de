using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of an authorizer's <c>revocation</c>.</summary>
internal static class RevocationValidator
{
    public static void Validate(string authorizerPath, AuthorizerDefinition authorizer, DefinitionReport report)
    {
        if (authorizer.Revocation is not { } revocation)
        {
            return;
        }

        string path = JsonPointer.Append(authorizerPath, "revocation");
        RevocationFormat.Revocation.CheckRanges(path, revocation, report);
        ValidateClaims(JsonPointer.Append(path, "claims"), revocation.Claims, report);
        if (!Enum.IsDefined(revocation.OnUnavailable))
        {
            report.Add(JsonPointer.Append(path, "onUnavailable"), "The word is unknown.", "Write 'DENY' or 'ALLOW'.");
        }

        if (revocation.File is "")
        {
            report.Add(JsonPointer.Append(path, "file"), "The path is empty.", "Write the path of a file, or remove it.");
        }
    }

    private static void ValidateClaims(string path, IReadOnlyList<string> claims, DefinitionReport report)
    {
        if (claims.Count == 0)
        {
            report.Add(path, "No claim is asked for, so no token could be revoked.", "List one or more of 'jti', 'sid' and 'sub'.");
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int index = 0; index < claims.Count && !report.IsFull; index++)
        {
            if (!RevocationDefinition.AllClaims.Contains(claims[index], StringComparer.Ordinal))
            {
                report.Add(
                    JsonPointer.Append(path, index), $"'{claims[index]}' is no claim by which tokens are revoked.",
                    "List one or more of 'jti', 'sid' and 'sub'.");
            }
            else if (!seen.Add(claims[index]))
            {
                report.Add(JsonPointer.Append(path, index), $"'{claims[index]}' is listed twice.", "Remove one.");
            }
        }
    }
}
