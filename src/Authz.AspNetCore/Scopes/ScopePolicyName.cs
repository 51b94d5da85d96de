namespace Authz.AspNetCore.Scopes;

/// <summary>Scopes as the name of a policy, such as <c>Authz.Scope:any:pets:read pets:admin</c>: no scope has a space in it.</summary>
internal static class ScopePolicyName
{
    private const string Any = "Authz.Scope:any:";
    private const string All = "Authz.Scope:all:";

    public static string Of(ScopeRequirement requirement) => (requirement.AsksForAll ? All : Any) + string.Join(' ', requirement.Scopes);

    /// <summary>The requirement of that name; null if another policy has it.</summary>
    public static ScopeRequirement? Read(string policyName) =>
        policyName.StartsWith(Any, StringComparison.Ordinal) ? ScopeRequirement.AnyOf(ScopesOf(policyName[Any.Length..]))
        : policyName.StartsWith(All, StringComparison.Ordinal) ? ScopeRequirement.AllOf(ScopesOf(policyName[All.Length..]))
        : null;

    private static string[] ScopesOf(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
