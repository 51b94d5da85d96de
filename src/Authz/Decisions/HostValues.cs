using System.Collections.ObjectModel;
using Authz.Conditions;
using Authz.Definitions.Tree;

namespace Authz.Decisions;

/// <summary>What conditions ask of a request besides its head, and whether the host has it.</summary>
internal static class HostValues
{
    /// <summary>A problem for each condition of a route or a tool that asks for what the host does not have: it would never hold.</summary>
    public static IEnumerable<DefinitionProblem> FindMissing(ApiDefinition definition, ApiAuthorizerOptions options)
    {
        foreach ((string key, RouteDefinition route) in definition.Routes)
        {
            string path = JsonPointer.Append("/routes", key);
            string tools = JsonPointer.Append(path, "tools");
            foreach ((string owner, IReadOnlyList<ConditionBlock>? condition) in (route.Tools ?? ReadOnlyDictionary<string, ToolDefinition>.Empty)
                .Select(tool => (JsonPointer.Append(tools, tool.Key), tool.Value.Condition))
                .Prepend((path, route.Condition)))
            {
                if (FindMissing(condition, options) is { } value)
                {
                    yield return new DefinitionProblem(
                        JsonPointer.Append(owner, "condition"),
                        Line: 0,
                        Column: 0,
                        $"The condition asks for '{value}', which this host does not know.",
                        "Run the definition with 'authz serve', or write the condition without it.")
                    { Code = DefinitionProblemCodes.Unsupported };
                }
            }
        }
    }

    private static ConditionKey? FindMissing(IReadOnlyList<ConditionBlock>? condition, ApiAuthorizerOptions options) =>
        ConditionKeys.Of(condition).Cast<ConditionKey?>().FirstOrDefault(asked => asked!.Value.Kind switch
        {
            ConditionKeyKind.SourceAddress => !options.SuppliesSourceAddress,
            ConditionKeyKind.Stage => !options.SuppliesStage,
            _ => false,
        });
}
