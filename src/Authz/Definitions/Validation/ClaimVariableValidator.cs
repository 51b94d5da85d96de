using Authz.Claims;

namespace Authz.Definitions.Validation;

/// <summary>Reports variables that would be absent from every token, because they name a claim inside another one.</summary>
internal static class ClaimVariableValidator
{
    private const string Strings = "authorizer.claims.";
    private const string Typed = "authorizer.claimsJson.";

    /// <param name="place">The mapping's place.</param>
    /// <param name="name">The variable's name after <c>$context.</c>.</param>
    /// <param name="report">Collects the problems.</param>
    public static void Validate(string place, string name, DefinitionReport report)
    {
        bool isTyped = name.StartsWith(Typed, StringComparison.Ordinal);
        if (!isTyped && !name.StartsWith(Strings, StringComparison.Ordinal))
        {
            return;
        }

        string claim = name[(isTyped ? Typed : Strings).Length..];
        if (claim.StartsWith('/'))
        {
            ValidatePointer(place, claim, isTyped, report);
        }
        else if (IsNested(claim))
        {
            report.Add(
                place,
                $"'{claim}' is no claim's name, unless a name has the full stop.",
                $"Write '{IdentitySource.ContextPrefix}{Typed}/{claim.Replace('.', '/')}' for a claim inside another, or " +
                $"'{IdentitySource.ContextPrefix}{Typed}/{claim}' for one of that name.");
        }
    }

    private static void ValidatePointer(string place, string pointer, bool isTyped, DefinitionReport report)
    {
        if (!isTyped)
        {
            report.Add(
                place, $"'{pointer}' is no claim's name.", $"Write '{IdentitySource.ContextPrefix}{Typed}{pointer}'.");
        }
        else if (!ClaimPath.TryParse(pointer, out _))
        {
            report.Add(place, $"'{pointer}' is not a JSON Pointer.", "Write one such as '/realm_access/roles'; a tilde is '~0'.");
        }
    }

    // Collision-resistant names are often URLs (RFC 7519 section 4.2).
    private static bool IsNested(string claim) =>
        claim.Contains('.', StringComparison.Ordinal) && !claim.AsSpan().ContainsAny(':', '/');
}
