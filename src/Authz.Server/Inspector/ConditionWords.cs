using System.Globalization;
using Authz.Conditions;

namespace Authz.Server.Inspector;

/// <summary>Conditions and step-ups in words: who may have a route.</summary>
internal static class ConditionWords
{
    /// <summary>What a condition asks, such as <c>claim tenant is the path's tenant</c>.</summary>
    public static string Of(IReadOnlyList<ConditionBlock> condition) =>
        string.Join("; or ", condition.Select(block => string.Join(" and ", block.Terms.Select(Of))));

    /// <summary>What a step-up asks, such as <c>authenticated as phr in the last 300 s</c>.</summary>
    public static string Of(StepUpDefinition stepUp)
    {
        string level = stepUp.AcrValues.Count == 0 ? "" : $" as {string.Join(" or ", stepUp.AcrValues)}";
        return stepUp.MaxAge is { } age
            ? string.Create(CultureInfo.InvariantCulture, $"authenticated{level} in the last {age.TotalSeconds} s")
            : $"authenticated{level}";
    }

    private static string Of(ConditionTerm term)
    {
        ConditionOperator found = ConditionOperator.Find(term.Operator)!;
        string key = OfKey(term.Key);
        if (found.Type == ConditionType.Null)
        {
            return term.Values is ["true"] ? $"{key} is missing" : $"{key} is there";
        }

        string subject = found.Quantifier switch
        {
            ConditionQuantifier.Any => $"one of {key}",
            ConditionQuantifier.All => $"each of {key}",
            _ => key,
        };
        string values = string.Join(found.IsNegated ? " nor " : " or ", term.Values.Select(value => OfValue(value, found.Type)));
        string suffix = found.Relation == ConditionRelation.EqualIgnoreCase ? " in any case" : "";
        return $"{subject} {VerbOf(found)} {values}{suffix}{(found.HoldsIfMissing ? ", if it is there" : "")}";
    }

    private static string VerbOf(ConditionOperator found) => (found.Relation, found.Type == ConditionType.Date, found.IsNegated) switch
    {
        (ConditionRelation.Like, _, false) => "is like",
        (ConditionRelation.Like, _, true) => "is not like",
        (ConditionRelation.Within, _, false) => "is in",
        (ConditionRelation.Within, _, true) => "is not in",
        (ConditionRelation.Less, false, _) => "is less than",
        (ConditionRelation.LessOrEqual, false, _) => "is at most",
        (ConditionRelation.Greater, false, _) => "is more than",
        (ConditionRelation.GreaterOrEqual, false, _) => "is at least",
        (ConditionRelation.Less, true, _) => "is before",
        (ConditionRelation.LessOrEqual, true, _) => "is not after",
        (ConditionRelation.Greater, true, _) => "is after",
        (ConditionRelation.GreaterOrEqual, true, _) => "is not before",
        (_, _, true) => "is not",
        _ => "is",
    };

    // Text alone in quotation marks; a value that is one variable as what it stands for.
    private static string OfValue(string value, ConditionType type)
    {
        bool isKey = value.StartsWith("${", StringComparison.Ordinal) && value.IndexOf('}', StringComparison.Ordinal) == value.Length - 1;
        return isKey && ConditionKey.TryParse(value[2..^1], out ConditionKey key) ? OfKey(key)
            : type == ConditionType.Text ? $"\"{value}\""
            : value;
    }

    private static string OfKey(string text) => ConditionKey.TryParse(text, out ConditionKey key) ? OfKey(key) : text;

    private static string OfKey(ConditionKey key) => key.Kind switch
    {
        ConditionKeyKind.Claim => $"claim {key.Name}",
        ConditionKeyKind.Method => "the method",
        ConditionKeyKind.PathVariable => $"the path's {key.Name}",
        ConditionKeyKind.Header => $"header {key.Name}",
        ConditionKeyKind.QueryParameter => $"query parameter {key.Name}",
        ConditionKeyKind.SourceAddress => "the client's address",
        ConditionKeyKind.Stage => "the stage",
        ConditionKeyKind.RouteKey => "the route",
        ConditionKeyKind.RequestTime => "the time",
        ConditionKeyKind.TokenType => "the token's type",
        ConditionKeyKind.Algorithm => "the token's algorithm",
        ConditionKeyKind.TokenAge => "the token's age in seconds",
        _ => "the seconds until the token expires",
    };
}
