using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of the tools of a route.</summary>
internal static class ToolValidator
{
    private const int MaximumTools = 1_000;
    private const int MaximumNameLength = 256;

    public static void Validate(string path, RouteKey? key, RouteDefinition route, ApiDefinition definition, DefinitionReport report)
    {
        string toolsPath = JsonPointer.Append(path, "tools");
        if (route.Tools is not { } tools)
        {
            if (route.MaximumToolBody is not null)
            {
                report.Add(JsonPointer.Append(path, "maximumToolBody"), "The route has no tools, so no body is read.", "Remove it.");
            }

            return;
        }

        if (route.Authorizer is null || !definition.Authorizers.Keys.Contains(route.Authorizer, StringComparer.Ordinal))
        {
            report.Add(toolsPath, "The route has no JWT authorizer, so its tools would be anybody's.", "Remove the tools, or name one.");
        }
        else if (!route.TokenRequired)
        {
            report.Add(
                toolsPath,
                "The route asks for no token, and who leaves it out would escape what the tools ask for.",
                "Remove 'tokenRequired', or the tools.");
        }

        if (tools.Count is 0 or > MaximumTools)
        {
            report.Add(
                toolsPath,
                tools.Count == 0 ? "'tools' names no tool." : $"The route has more than {MaximumTools} tools.",
                tools.Count == 0 ? "Name those that may be called, or '*' for all; or remove 'tools'." : "Split it.");
        }

        foreach ((string name, ToolDefinition tool) in tools)
        {
            string toolPath = JsonPointer.Append(toolsPath, name);
            Validate(toolPath, name, tool, report);
            ConditionValidator.ValidateRoute(JsonPointer.Append(toolPath, ConditionFormat.Name), tool.Condition, key, report);
        }
    }

    private static void Validate(string path, string name, ToolDefinition tool, DefinitionReport report)
    {
        if (name.Length is 0 or > MaximumNameLength || name.Any(char.IsControl))
        {
            report.Add(path, $"'{name}' is not the name of a tool.", $"Write 1 to {MaximumNameLength} characters, or '*' for all other tools.");
        }

        ScopeValidator.Validate(JsonPointer.Append(path, "authorizationScopes"), tool.AuthorizationScopes, report);
        ScopeValidator.Validate(JsonPointer.Append(path, "allScopes"), tool.AllScopes, report);
    }
}
