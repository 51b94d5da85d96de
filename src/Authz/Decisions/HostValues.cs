using Authz.Conditions;
using Authz.Definitions.Tree;

namespace Authz.Decisions;

/// <summary>What conditions ask of a request besides its head, and whether the host has it.</summary>
internal static class HostValues
{
    /// <summary>A problem for each route whose condition asks for what the host does not have: it would never hold.</summary>
    public static IEnumerable<DefinitionProblem> FindMissing(ApiDefinition definition, ApiAuthorizerOptions options)
    {
        foreach ((string key, RouteDefinition route) in definition.Routes)
        {
            ConditionKey? missing = ConditionKeys.Of(route.Condition).Cast<ConditionKey?>().FirstOrDefault(
                asked => asked!.Value.Kind switch
                {
                    ConditionKeyKind.SourceAddress => !options.SuppliesSourceAddress,
                    ConditionKeyKind.Stage => !options.SuppliesStage,
                    _ => false,
                });
            if (missing is { } value)
            {
                yield return new DefinitionProblem(
                    JsonPointer.Append(JsonPointer.Append("/routes", key), "condition"),
                    Line: 0,
                    Column: 0,
                    $"The condition asks for '{value}', which this host does not know.",
                    "Run the definition with 'authz serve', or write the condition without it.")
                { Code = DefinitionProblemCodes.Unsupported };
            }
        }
    }
}
