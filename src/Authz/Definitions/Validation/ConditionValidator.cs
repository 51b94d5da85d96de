using Authz.Conditions;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of a condition.</summary>
internal sealed class ConditionValidator
{
    private readonly DefinitionReport _report;
    private readonly ConditionTermValidator _terms;

    private ConditionValidator(RouteKey? route, bool isOfIssuer, DefinitionReport report)
    {
        _report = report;
        _terms = new ConditionTermValidator(new ConditionKeyValidator(route, isOfIssuer, report), report);
    }

    /// <summary>Checks the condition of an issuer, which only the token decides.</summary>
    public static void ValidateIssuer(string path, IReadOnlyList<ConditionBlock>? condition, DefinitionReport report) =>
        new ConditionValidator(route: null, isOfIssuer: true, report).Validate(path, condition);

    /// <summary>Checks the condition of a route.</summary>
    /// <param name="path">The condition's place.</param>
    /// <param name="condition">The condition; null if there is none.</param>
    /// <param name="route">The route's key; null if it is not one.</param>
    /// <param name="report">Collects the problems.</param>
    public static void ValidateRoute(
        string path, IReadOnlyList<ConditionBlock>? condition, RouteKey? route, DefinitionReport report) =>
        new ConditionValidator(route, isOfIssuer: false, report).Validate(path, condition);

    /// <summary>Checks how many claims the conditions of an authorizer and of its routes name: each token is read for all of them.</summary>
    public static void ValidateClaims(
        string path, AuthorizerDefinition authorizer, IEnumerable<RouteDefinition> routes, DefinitionReport report)
    {
        int count = ConditionClaims.Of(authorizer, routes).Plan.Count;
        if (count > ConditionLimits.Claims)
        {
            report.Add(
                path,
                $"The conditions of the authorizer and of its routes name {count} different claims.",
                $"Name at most {ConditionLimits.Claims}, or give some of the routes another authorizer.");
        }
    }

    private void Validate(string path, IReadOnlyList<ConditionBlock>? condition)
    {
        if (condition is null)
        {
            return;
        }

        if (condition.Count == 0)
        {
            _report.Add(path, "The condition has no block, so nothing would meet it.", "Write a block, or remove the condition.");
        }

        int terms = condition.Sum(block => block.Terms.Count);
        int values = condition.Sum(block => block.Terms.Sum(term => term.Values.Count));
        if (terms > ConditionLimits.Terms || values > ConditionLimits.Values)
        {
            _report.Add(
                path,
                $"The condition has {terms} terms with {values} values.",
                $"Write at most {ConditionLimits.Terms} terms and {ConditionLimits.Values} values.");
            return;
        }

        for (int index = 0; index < condition.Count && !_report.IsFull; index++)
        {
            ValidateBlock(JsonPointer.Append(path, index), condition[index]);
        }
    }

    private void ValidateBlock(string path, ConditionBlock block)
    {
        if (block.Terms.Count == 0)
        {
            _report.Add(path, "The block is empty, so anything would meet it.", "Write an operator with a key and its values, or remove it.");
        }

        HashSet<(string, string)> seen = [];
        foreach (ConditionTerm term in block.Terms)
        {
            string place = JsonPointer.Append(JsonPointer.Append(path, term.Operator), term.Key);
            if (!seen.Add((term.Operator, term.Key)))
            {
                _report.Add(place, $"'{term.Operator}' compares '{term.Key}' twice.", "Write one term, or a second block.");
            }

            _terms.Validate(place, JsonPointer.Append(path, term.Operator), term);
        }
    }
}
