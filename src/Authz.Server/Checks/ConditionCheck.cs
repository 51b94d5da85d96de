using System.Collections.ObjectModel;
using Authz.Conditions;
using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds conditions that no request can meet, that every request meets, and patterns that fit more than they look like.</summary>
internal static class ConditionCheck
{
    private const string Member = "condition";

    public static void Run(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            string entries = JsonPointer.Append(JsonPointer.Append("/authorizers", name), "jwtConfiguration");
            for (int index = 0; index < authorizer.JwtConfiguration.Count; index++)
            {
                JwtConfiguration entry = authorizer.JwtConfiguration[index];
                Check(context, JsonPointer.Append(entries, index), entry.Condition, new ConditionProspect([entry], route: null));
            }
        }

        foreach (CheckedRoute route in context.Routes)
        {
            AuthorizerDefinition? authorizer = route.Definition.Authorizer is { } name
                ? context.Definition.Authorizers.GetValueOrDefault(name)
                : null;
            ConditionProspect prospect = new(authorizer?.JwtConfiguration ?? [], route.Key);
            Check(context, route.Path, route.Definition.Condition, prospect);
            foreach ((string tool, ToolDefinition entry) in route.Definition.Tools ?? ReadOnlyDictionary<string, ToolDefinition>.Empty)
            {
                Check(context, JsonPointer.Append(JsonPointer.Append(route.Path, "tools"), tool), entry.Condition, prospect);
            }
        }
    }

    private static void Check(CheckContext context, string owner, IReadOnlyList<ConditionBlock>? condition, ConditionProspect prospect)
    {
        if (condition is null)
        {
            return;
        }

        string path = JsonPointer.Append(owner, Member);
        if (condition.Any(prospect.AlwaysHolds) || ConditionProspect.AreComplementary(condition))
        {
            context.Report(
                CheckCodes.ConditionAlways, path, "Every token meets the condition.", "Remove it, or compare what tokens differ in.");
        }

        for (int index = 0; index < condition.Count; index++)
        {
            string block = JsonPointer.Append(path, index);
            if (prospect.FindContradiction(condition[index]) is { } why)
            {
                context.Report(
                    CheckCodes.ConditionNever, block, $"No request meets this block: {why}.", "Correct the terms, or remove the block.");
            }

            foreach (ConditionTerm term in condition[index].Terms)
            {
                CheckPatterns(context, JsonPointer.Append(JsonPointer.Append(block, term.Operator), term.Key), term);
            }
        }
    }

    private static void CheckPatterns(CheckContext context, string path, ConditionTerm term)
    {
        if (ConditionOperator.Find(term.Operator) is not { Relation: ConditionRelation.Like, IsNegated: false })
        {
            return;
        }

        foreach (string pattern in term.Values)
        {
            if (PatternReach.FindSurprise(pattern) is { } example)
            {
                context.Report(
                    CheckCodes.ConditionPatternWide,
                    path,
                    $"'*' stands for any characters, separators included: '{pattern}' also fits '{example}'.",
                    "Use 'StringEquals', end the text before '*' with a separator, or compare a claim for each part.");
            }
        }
    }
}
