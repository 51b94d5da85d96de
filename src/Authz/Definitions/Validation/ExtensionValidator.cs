using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports members whose meaning the service does not have, if the definition is to mean what it means there.</summary>
internal static class ExtensionValidator
{
    public static void Validate(string path, AuthorizerDefinition authorizer, CompatibilityProfile profile, DefinitionReport report) =>
        Refuse(
            path, profile, report,
            ("maximumTokenLength", authorizer.MaximumTokenLength is not null),
            ("tokenBinding", authorizer.TokenBinding is not null),
            ("revocation", authorizer.Revocation is not null),
            ("protectedResource", authorizer.ProtectedResource is not null));

    public static void Validate(string path, JwtConfiguration entry, CompatibilityProfile profile, DefinitionReport report) => Refuse(
        path, profile, report,
        ("tenants", entry.Tenants.Count > 0),
        ("audienceClaims", entry.AudienceClaims is not null),
        ("scopeClaims", entry.ScopeClaims is not null),
        ("condition", entry.Condition is not null),
        ("kidRequired", !entry.KidRequired));

    public static void Validate(string path, RouteDefinition route, CompatibilityProfile profile, DefinitionReport report) =>
        Refuse(
            path, profile, report,
            ("tokenRequired", !route.TokenRequired),
            ("condition", route.Condition is not null),
            ("stepUp", route.StepUp is not null),
            ("tools", route.Tools is not null),
            ("maximumToolBody", route.MaximumToolBody is not null));

    private static void Refuse(
        string path, CompatibilityProfile profile, DefinitionReport report, params ReadOnlySpan<(string Name, bool IsSet)> members)
    {
        foreach ((string name, bool isSet) in members)
        {
            if (isSet && !profile.AllowsExtensions)
            {
                report.Add(
                    JsonPointer.Append(path, name),
                    $"'{name}' has no counterpart in '{profile.Name}' compatibility.",
                    "Remove it, or use 'standard' compatibility.");
            }
        }
    }
}
